import { type Cell, cellsOf } from '../../demo/screen/cells.ts';
import type { Style } from '../../demo/screen/ink.ts';
import { wrap } from '../../demo/screen/wrap.ts';
import type { Entity } from '../../simulators/telegram/words.ts';

/** Neighbours of one look. */
export interface Run {
  readonly text: string;
  readonly styles: ReadonlySet<Style>;
}

export interface Line {
  readonly runs: readonly Run[];
  readonly columns: number;
  /** Part of a block of code. */
  readonly code: boolean;
}

/** A formatted text in lines of at most `columns`, a Chinese character taking two. */
export function textLines(text: string, entities: readonly Entity[], columns: number): Line[] {
  const lines: Cell[][] = [[]];
  for (const cell of cellsOf(text, entities)) {
    if (cell.text === '\n') lines.push([]);
    else lines.at(-1)?.push(cell);
  }
  return lines.flatMap(line => wrap(line, columns)).map(lineOf);
}

function lineOf(cells: readonly Cell[]): Line {
  const runs: { text: string; styles: ReadonlySet<Style> }[] = [];
  for (const { text, styles } of cells) {
    const last = runs.at(-1);
    if (last && [...last.styles].join() === [...styles].join()) last.text += text;
    else runs.push({ text, styles });
  }
  return {
    runs,
    columns: cells.reduce((sum, { width }) => sum + width, 0),
    code: cells.some(({ block }) => block),
  };
}
