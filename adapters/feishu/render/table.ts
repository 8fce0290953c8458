import type { Table, TableRow } from 'mdast';
import { drawTable } from '../../../src/markdown/drawn-table.ts';
import type { WriteInline } from '../../../src/markdown/pen.ts';
import { Ink, type Span } from './ink.ts';
import { toMarkdown } from './markdown.ts';

/** A longer table becomes several, UTF-16 units: each must find room on a card. */
const tableUnits = 4000;

const rules = { left: ':--', center: ':-:', right: '--:' } as const;

/** Writes a table, a long one as several with the same head; one with an endless row only drawn, for that can be cut. */
export function writeTable(ink: Ink, table: Table, write: WriteInline<Ink>): void {
  const [head, ...rows] = table.children.map(row => cellsOf(row, write));
  if (!head) return;
  const rule = `| ${head.map((_, column) => rules[table.align?.[column] ?? 'left']).join(' | ')} |`;
  const top = `${lineOf(head)}\n${rule}`;
  for (const group of grouped(rows, tableUnits - top.length)) {
    const text = [top, ...group.map(lineOf)].join('\n');
    const drawn = drawTable(
      [head, ...group].map(row => row.map(({ plain }) => plain)),
      table.align,
    );
    if (text.length > 2 * tableUnits) ink.fence(drawn);
    else ink.table(text, drawn);
    ink.break(2);
  }
}

interface Cell {
  readonly markdown: string;
  readonly plain: string;
}

const lineOf = (row: readonly Cell[]) => `| ${row.map(({ markdown }) => markdown).join(' | ')} |`;

function cellsOf(row: TableRow, write: WriteInline<Ink>): Cell[] {
  return row.children.map(({ children }) => {
    const ink = new Ink();
    write(ink, children);
    const { spans } = ink.finished();
    return {
      markdown: oneLine(toMarkdown(spans)).replaceAll('|', '&#124;'),
      plain: oneLine(spans.map(({ text }: Span) => text).join('')),
    };
  });
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** Rows in groups whose lines are not longer than that together; a table without rows is one group. */
function grouped(rows: readonly Cell[][], units: number): Cell[][][] {
  const groups: Cell[][][] = [[]];
  let length = 0;
  for (const row of rows) {
    const line = lineOf(row).length + 1;
    if (length > 0 && length + line > units) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)?.push(row);
    length += line;
  }
  return groups;
}
