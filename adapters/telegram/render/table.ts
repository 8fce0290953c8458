import { eastAsianWidth } from 'get-east-asian-width';
import type { Table, TableRow } from 'mdast';
import { Ink } from './ink.ts';
import { type Definitions, writeInline } from './inline.ts';

/** A wider table would be broken into pieces on a telephone, columns: a Chinese character takes two. */
const widestColumns = 60;

/** How many columns a text takes in a fixed-width font. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replace(/\u200d.|\p{M}|\ufe0f/gu, '')) {
    width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}

function pad(text: string, width: number, align: 'left' | 'right' | 'center' | null | undefined): string {
  const gap = width - widthOf(text);
  const left = align === 'right' ? gap : align === 'center' ? Math.floor(gap / 2) : 0;
  return ' '.repeat(left) + text + ' '.repeat(gap - left);
}

/** A row's cells as plain text; undefined when one has a link, which a drawn table would lose. */
function plainCells(row: TableRow, definitions: Definitions): string[] | undefined {
  const cells: string[] = [];
  for (const { children } of row.children) {
    const ink = new Ink();
    writeInline(ink, children, definitions);
    if (ink.finished().spans.some(({ styles }) => styles.some(({ tag }) => tag === 'a'))) return undefined;
    cells.push(
      ink
        .text()
        .replaceAll(/\u2060|\s+$/g, '')
        .replaceAll(/\s+/g, ' '),
    );
  }
  return cells;
}

/** The table drawn with blanks, bars and dashes; undefined when it is too wide or has links. */
function drawn(table: Table, definitions: Definitions): string | undefined {
  const rows: string[][] = [];
  for (const row of table.children) {
    const cells = plainCells(row, definitions);
    if (cells === undefined) return undefined;
    rows.push(cells);
  }
  const columns = Math.max(...rows.map(row => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(1, ...rows.map(row => widthOf(row[column] ?? ''))),
  );
  if (widths.reduce((sum, width) => sum + width + 3, -3) > widestColumns) return undefined;
  const [head, ...body] = rows.map(row =>
    widths
      .map((width, column) => pad(row[column] ?? '', width, table.align?.[column]))
      .join(' | ')
      .trimEnd(),
  );
  const rule = widths.map(width => '-'.repeat(width)).join('-+-');
  return [head, rule, ...body].join('\n');
}

/** Writes one row as lines of `heading: value`; cells without a value are left out. */
function writeRecord(ink: Ink, head: TableRow | undefined, row: TableRow, definitions: Definitions): void {
  for (const [column, cell] of row.children.entries()) {
    if (cell.children.length === 0) continue;
    const heading = head?.children[column]?.children ?? [];
    ink.break(1);
    writeInline(ink, heading, definitions);
    if (heading.length > 0) ink.write(': ');
    writeInline(ink, cell.children, definitions);
  }
}

/** Writes a table as fixed-width text, or, where that would not do, its rows one below the other. */
export function writeTable(ink: Ink, table: Table, definitions: Definitions): void {
  const drawing = drawn(table, definitions);
  if (drawing !== undefined) {
    ink.styled({ tag: 'pre', language: undefined }, () => ink.write(drawing));
    return;
  }
  const [head, ...rows] = table.children;
  if (rows.length === 0 && head) writeRecord(ink, undefined, head, definitions);
  for (const row of rows) {
    writeRecord(ink, head, row, definitions);
    ink.break(2);
  }
}
