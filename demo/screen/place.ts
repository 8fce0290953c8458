import { cellsOf } from './cells.ts';

/** Where the cursor stands: lines and columns from where a text began. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

/** Where the cursor stands after a text that the terminal breaks by itself, at any character. */
export function placeAfter(text: string, columns: number): Place {
  let row = 0;
  let column = 0;
  for (const { width } of cellsOf(text, [])) {
    if (column + width > columns) {
      row += 1;
      column = 0;
    }
    column += width;
  }
  return column === columns ? { row: row + 1, column: 0 } : { row, column };
}
