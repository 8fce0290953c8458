import type { TableRow } from 'mdast';
import type { Ink } from '../../../src/markdown/dialect/ink.ts';
import type { WriteInline } from '../../../src/markdown/pen.ts';
import { writeRecord } from '../../../src/markdown/record.ts';

/**
 * Writes a table's rows as a list, each cell in its own line behind its heading. There is no fixed-width font that could
 * keep columns below each other, and on a telephone a row is narrower than its cells: what belongs together stands
 * together, and says what it is.
 */
export function writeRecords(
  ink: Ink,
  head: TableRow | undefined,
  rows: readonly TableRow[],
  write: WriteInline<Ink>,
): void {
  for (const row of rows) {
    if (row.children.every(({ children }) => children.length === 0)) continue;
    ink.mark('- ');
    ink.indented('    ', () => writeRecord(ink, head, row, write));
    ink.break(1);
  }
}
