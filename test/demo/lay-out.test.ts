import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../demo/screen/cells.ts';
import { colourInk, plainInk } from '../../demo/screen/ink.ts';
import { type Block, layOut } from '../../demo/screen/lay-out.ts';

const message = (text: string, more: Partial<Block> = {}): Block => ({ mark: 'bot  ', text, ...more });
const bold = (offset: number, length: number) => [{ type: 'bold', offset, length }];

describe('a message on the terminal', () => {
  it('stands beside the name of who wrote it', () => {
    expect(layOut(message('one\ntwo'), 40, plainInk)).toEqual(['bot  one', '     two']);
  });

  it('breaks Chinese text anywhere, but no line begins with a comma or ends with an opening bracket', () => {
    expect(layOut(message('桥的这一头，是问题（那一头）'), 16, plainInk)).toEqual([
      'bot  桥的这一',
      '     头，是问题',
      '     （那一头）',
    ]);
  });

  it('breaks again where the only good place is too near the beginning of the line', () => {
    expect(layOut(message(' （（（a，', { mark: '> ' }), 10, plainInk)).toEqual(['>  ', '  （（（a', '  ，']);
  });

  it('breaks English between words, and a word that is too long where it must', () => {
    expect(layOut(message('a bridge of words'), 15, plainInk)).toEqual(['bot  a bridge ', '     of words']);
    expect(layOut(message('abcdefghijklmno'), 15, plainInk)).toEqual(['bot  abcdefghij', '     klmno']);
  });

  it('shows bold text in bold where there are colours, and as it is where there are none', () => {
    const block = message('an important word', { mark: '', entities: bold(3, 9) });
    expect(layOut(block, 40, colourInk)).toEqual(['an \x1b[1mimportant\x1b[0m word']);
    expect(layOut(block, 40, plainInk)).toEqual(['an important word']);
  });

  it.each(['blockquote', 'expandable_blockquote'])(
    'draws a bar beside a %s, that its end can be seen',
    type => {
      const entities = [{ type, offset: 0, length: 5 }];
      expect(layOut(message('想\n想一想\n\n答', { mark: '', entities }), 40, plainInk)).toEqual([
        '│ 想',
        '│ 想一想',
        '',
        '答',
      ]);
    },
  );

  it('draws a bar beside code, beside its empty lines too', () => {
    const entities = [{ type: 'pre', offset: 3, length: 4 }];
    expect(layOut(message('x:\na\n\nb\ny', { mark: '', entities }), 40, plainInk)).toEqual([
      'x:',
      '│ a',
      '│ ',
      '│ b',
      'y',
    ]);
  });

  it('cannot steer the terminal', () => {
    expect(layOut(message('a\x1b[2Jb\u202ec\u0007', { mark: '' }), 40, plainInk)).toEqual(['a[2Jbc']);
  });

  it('never has a line wider than the terminal, and loses nothing but blanks', () => {
    const texts = fc.string({
      unit: fc.constantFrom('字', 'a', ' ', '，', '（', '\n', '👍🏽', 'e\u0301'),
      maxLength: 80,
    });
    fc.assert(
      fc.property(texts, fc.integer({ min: 10, max: 40 }), (text, columns) => {
        const lines = layOut(message(text, { mark: '> ' }), columns, plainInk);
        for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
        const solid = (shown: string) => shown.replaceAll(/\s/g, '');
        expect(solid(lines.join('').slice(2))).toBe(solid(text));
      }),
    );
  });
});
