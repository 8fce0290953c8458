import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeAfter } from '../../demo/screen/place.ts';
import { typedFooter } from '../../demo/screen/typed-footer.ts';
import { TinyTerminal } from './tiny-terminal.ts';

describe('the line that is being typed', () => {
  it.each([
    ['', 0, 0],
    ['abc', 0, 3],
    ['abcdefghij', 1, 0],
    ['四个汉字', 0, 8],
    ['a四个汉字', 0, 9],
    ['a四个汉字又', 1, 2],
    ['四个汉字吗', 1, 0],
  ])('%j leaves the cursor of a terminal of ten columns in row %i, column %i', (text, row, column) => {
    expect(placeAfter(text, 10)).toEqual({ row, column });
  });

  it('never puts the cursor beyond the last column', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '字', ' ') }),
        fc.integer({ min: 2, max: 20 }),
        (text, columns) => {
          expect(placeAfter(text, columns).column).toBeLessThan(columns);
        },
      ),
    );
  });

  it('keeps the cursor where it was in the line', () => {
    const { screen } = new TinyTerminal(10);
    const written: string[] = [];
    screen.write = (text: string) => written.push(text) > 0;
    typedFooter({ line: '你好吗', cursor: 2 }, '> ', screen).redraw();
    expect(written).toEqual(['> 你好吗\r\x1b[6C']);
  });
});
