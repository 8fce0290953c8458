import type { Table, TableRow } from 'mdast';
import { drawnWidth, drawTable } from '../../../src/markdown/drawn-table.ts';
import type { WriteInline } from '../../../src/markdown/pen.ts';
import { writeRecord } from '../../../src/markdown/record.ts';
import { Ink } from './ink.ts';

/** A wider table would be broken into pieces on a telephone, columns: a Chinese character takes two. */
const widestColumns = 60;

/** A row's cells as plain text; undefined when one has a link, which a drawn table would lose. */
function plainCells(row: TableRow, write: WriteInline<Ink>): string[] | undefined {
  const cells: string[] = [];
  for (const { children } of row.children) {
    const ink = new Ink();
    write(ink, children);
    if (ink.finished().spans.some(({ styles }) => styles.some(({ tag }) => tag === 'a'))) return undefined;
    cells.push(ink.text().replaceAll('\u2060', '').trimEnd().replaceAll(/\s+/g, ' '));
  }
  return cells;
}

/** The table drawn with blanks, bars and dashes; undefined when it is too wide or has links. */
function drawn(table: Table, write: WriteInline<Ink>): string | undefined {
  const rows: string[][] = [];
  for (const row of table.children) {
    const cells = plainCells(row, write);
    if (cells === undefined) return undefined;
    rows.push(cells);
  }
  return drawnWidth(rows) > widestColumns ? undefined : drawTable(rows, table.align);
}

/** Writes a table as fixed-width text, or, where that would not do, its rows one below the other. */
export function writeTable(ink: Ink, table: Table, write: WriteInline<Ink>): void {
  const drawing = drawn(table, write);
  if (drawing !== undefined) {
    ink.styled({ tag: 'pre', language: undefined }, () => ink.write(drawing));
    return;
  }
  const [head, ...rows] = table.children;
  if (rows.length === 0 && head) writeRecord(ink, undefined, head, write);
  for (const row of rows) {
    writeRecord(ink, head, row, write);
    ink.break(2);
  }
}
