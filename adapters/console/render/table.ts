import type { Table, TableRow } from 'mdast';
import type { WriteInline } from '../../../src/markdown/pen.ts';
import type { Ink } from './ink.ts';

/** Writes a table in a frame of its own, which can be moved sideways where the page is narrow. */
export function writeTable(ink: Ink, { align, children }: Table, write: WriteInline<Ink>): void {
  const [head, ...rows] = children;

  const writeRow = (row: TableRow, cell: 'th' | 'td') => {
    for (const [column, { children }] of row.children.entries()) {
      const side = align?.[column];
      const aligned = side === 'right' || side === 'center' ? { class: `align-${side}` } : {};
      if (column > 0) ink.apart(' | ');
      ink.inline(cell, aligned, () => write(ink, children));
    }
  };

  ink.block('div', { class: 'table', tabindex: '0' }, () =>
    ink.inline('table', {}, () => {
      if (head) ink.inline('thead', {}, () => ink.block('tr', {}, () => writeRow(head, 'th'), '\n'));
      ink.inline('tbody', {}, () => {
        for (const row of rows) ink.block('tr', {}, () => writeRow(row, 'td'), '\n');
      });
    }),
  );
}
