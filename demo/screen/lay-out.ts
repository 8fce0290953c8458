import type { Entity } from '../../simulators/telegram/words.ts';
import { type Cell, cellsOf, columnsOf } from './cells.ts';
import type { Ink, Style } from './ink.ts';
import { wrap } from './wrap.ts';

/** A message, or words of our own. */
export interface Block {
  /** Who says it; stands before the first line, and the others are indented by it. */
  readonly mark: string;
  /** Where, if not in the direct chat. */
  readonly place?: string | undefined;
  readonly text: string;
  readonly entities?: readonly Entity[];
}

const bar = '│ ';
const dim: ReadonlySet<Style> = new Set(['dim']);

/** The lines of a block, none wider than `columns`. */
export function layOut({ mark, place, text, entities = [] }: Block, columns: number, ink: Ink): string[] {
  const cells = [...(place ? cellsOf(`[${place}] `, []).map(faint) : []), ...cellsOf(text, entities)];
  const room = Math.max(columns - columnsOf(mark), 8);
  const lines = linesOf(cells).flatMap(line => {
    const isBarred = line.some(({ block }) => block);
    const visible = line.filter(({ width }) => width > 0);
    return isBarred
      ? wrap(visible, room - bar.length).map(part => ink(bar, dim) + drawn(part, ink))
      : wrap(visible, room).map(part => drawn(part, ink));
  });
  const indent = ' '.repeat(columnsOf(mark));
  return lines.map((line, index) => (index === 0 ? ink(mark, dim) : indent) + line);
}

const faint = (cell: Cell): Cell => ({ ...cell, styles: dim });

/** Each line with the break that ends it: an empty line in a block of code or a quote is part of it. */
function linesOf(cells: readonly Cell[]): Cell[][] {
  const lines: Cell[][] = [[]];
  for (const cell of cells) {
    lines.at(-1)?.push(cell);
    if (cell.text === '\n') lines.push([]);
  }
  return lines;
}

/** Neighbours of one style are inked together. */
function drawn(cells: readonly Cell[], ink: Ink): string {
  let line = '';
  for (let from = 0; from < cells.length; ) {
    const styles = cells[from]?.styles ?? dim;
    const end = cells.findIndex((cell, index) => index > from && !sameStyles(cell.styles, styles));
    const to = end < 0 ? cells.length : end;
    const run = cells.slice(from, to).map(({ text }) => text);
    line += ink(run.join(''), styles);
    from = to;
  }
  return line;
}

const sameStyles = (a: ReadonlySet<Style>, b: ReadonlySet<Style>) =>
  a.size === b.size && [...a].every(style => b.has(style));
