import { describe, expect, it } from 'vitest';
import type { Part } from '../../demo/screen/frame.ts';
import { Painter } from '../../demo/screen/painter.ts';
import { TinyTerminal } from './tiny-terminal.ts';

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);

function open(rows: number) {
  const terminal = new TinyTerminal(rows);
  const typed = { text: '' };
  const painter = new Painter(terminal.screen, {
    rows: () => 0,
    redraw: () => void terminal.screen.write(`> ${typed.text}`),
  });
  const growTo = (count: number, done = false) => {
    const gone = painter.live[0]?.gone ?? 0;
    const part: Part = { id: 'answer', lines: numbered(count), gone, done };
    painter.paint([part]);
  };
  return { terminal, typed, painter, growTo };
}

describe('the terminal of the demo', () => {
  it('lets an answer grow in place, above the line that is being typed', () => {
    const { terminal, typed, growTo } = open(10);
    growTo(1);
    typed.text = 'half a qu';
    terminal.screen.write(typed.text);
    growTo(3);
    expect(terminal.everything).toEqual([...numbered(3), '> half a qu']);
  });

  it('redraws what is on the screen of a long answer, and leaves what has scrolled away', () => {
    const { terminal, growTo } = open(6);
    for (let count = 1; count <= 20; count += 3) growTo(count);
    growTo(20, true);
    expect(terminal.everything).toEqual([...numbered(20), '>']);
  });

  it('leaves a complete answer alone and goes on below it', () => {
    const { terminal, painter, growTo } = open(10);
    growTo(2, true);
    painter.paint([{ id: 'next', lines: ['next'], gone: 0, done: false }], ['hint']);
    painter.paint([{ id: 'next', lines: ['next, longer'], gone: 0, done: true }]);
    expect(terminal.everything).toEqual([...numbered(2), 'next, longer', '>']);
  });

  it('waits with a complete answer for one above it that still grows', () => {
    const { terminal, painter } = open(10);
    const second: Part = { id: 'second', lines: ['second'], gone: 0, done: true };
    painter.paint([{ id: 'first', lines: ['fi'], gone: 0, done: false }, second]);
    painter.paint([{ id: 'first', lines: ['first', 'and more'], gone: 0, done: true }, second]);
    expect(terminal.everything).toEqual(['first', 'and more', 'second', '>']);
    expect(painter.live).toEqual([]);
  });
});
