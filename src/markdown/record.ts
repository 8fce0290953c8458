import type { TableRow } from 'mdast';
import type { Ink, WriteInline } from './pen.ts';

/** Writes one row of a table as lines of `heading: value`; cells without a value are left out. */
export function writeRecord<Into extends Ink>(
  ink: Into,
  head: TableRow | undefined,
  row: TableRow,
  write: WriteInline<Into>,
): void {
  for (const [column, cell] of row.children.entries()) {
    if (cell.children.length === 0) continue;
    const heading = head?.children[column]?.children ?? [];
    write(ink, heading);
    if (heading.length > 0) ink.write(': ');
    write(ink, cell.children);
    ink.break(1);
  }
}
