import type { Footer, Screen } from './painter.ts';
import { placeAfter } from './place.ts';

/** What is being typed, as `node:readline` tells of it. */
export interface TypedLine {
  readonly line: string;
  /** How much of the line is before the cursor, UTF-16 units. */
  readonly cursor: number;
}

/**
 * The line that is being typed, drawn as readline left it, with the cursor where readline believes it to be. Readline
 * could draw it too, but after a paste it is mistaken about the row.
 */
export function typedFooter(typed: TypedLine, prompt: string, screen: Screen): Footer {
  const place = (text: string) => placeAfter(text, screen.columns ?? 80);
  const cursor = () => place(prompt + typed.line.slice(0, typed.cursor));
  return {
    rows: () => cursor().row,
    redraw() {
      const end = place(prompt + typed.line);
      const { row, column } = cursor();
      // A blank makes the terminal begin the row that a full one promises.
      const line = prompt + typed.line + (end.column === 0 ? ' ' : '');
      screen.write(`${line}\r${move(end.row - row, 'A')}${move(column, 'C')}`);
    },
  };
}

/** @param direction A: up, C: right */
const move = (steps: number, direction: 'A' | 'C') => (steps > 0 ? `\x1b[${steps}${direction}` : '');
