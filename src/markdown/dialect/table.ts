import type { Table, TableRow } from 'mdast';
import { drawTable } from '../drawn-table.ts';
import type { WriteInline } from '../pen.ts';
import type { Dialect } from './dialect.ts';
import { Ink } from './ink.ts';
import { spell } from './spell.ts';

/** Rows under one head. */
export interface Group {
  readonly head: TableRow;
  readonly rows: readonly TableRow[];
  /** The same, drawn. */
  readonly drawn: string;
}

/** Where a table finds room. */
export interface TablePaper {
  readonly dialect: Dialect;
  /** A longer table becomes several: each must find room on a page. */
  readonly bytes: number;
  /** Writes what finds no room even so, because a row is endless, in a way that can be cut. */
  overlong(group: Group): void;
}

const rules = { left: ':--', center: ':-:', right: '--:' } as const;

/** Writes a table, a long one as several with the same head. */
export function writeTable(ink: Ink, table: Table, write: WriteInline<Ink>, paper: TablePaper): void {
  const [head, ...rows] = table.children.map(row => lineOf(row, write, paper.dialect));
  if (!head) return;
  const rule = `| ${head.plain.map((_, column) => rules[table.align?.[column] ?? 'left']).join(' | ')} |`;
  const top = `${head.markdown}\n${rule}`;
  for (const group of grouped(rows, paper.bytes - Buffer.byteLength(top))) {
    const text = [top, ...group.map(({ markdown }) => markdown)].join('\n');
    const drawn = drawTable(
      [head, ...group].map(({ plain }) => plain),
      table.align,
    );
    if (Buffer.byteLength(text) <= paper.bytes) ink.table(text, drawn);
    else paper.overlong({ head: head.row, rows: group.map(({ row }) => row), drawn });
    ink.break(2);
  }
}

interface Line {
  readonly row: TableRow;
  readonly markdown: string;
  readonly plain: readonly string[];
}

function lineOf(row: TableRow, write: WriteInline<Ink>, dialect: Dialect): Line {
  const cells = row.children.map(({ children }) => {
    const ink = new Ink();
    write(ink, children);
    const { spans } = ink.finished();
    return {
      markdown: oneLine(spell(spans, dialect)).replaceAll('|', dialect.bar),
      plain: oneLine(spans.map(({ text }) => text).join('')),
    };
  });
  return {
    row,
    markdown: `| ${cells.map(({ markdown }) => markdown).join(' | ')} |`,
    plain: cells.map(({ plain }) => plain),
  };
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** Rows in groups that are not longer than that together; a table without rows is one group. */
function grouped(rows: readonly Line[], bytes: number): Line[][] {
  const groups: Line[][] = [[]];
  let size = 0;
  for (const row of rows) {
    const more = Buffer.byteLength(row.markdown) + 1;
    if (size > 0 && size + more > bytes) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(row);
    size += more;
  }
  return groups;
}
