import { type Child, el } from './dom.ts';

/** A table with its name; on a narrow screen it is moved sideways by itself, and not the page. */
export function tableOf(
  name: string,
  columns: readonly string[],
  rows: readonly (readonly Child[])[],
  empty: string,
): HTMLElement {
  if (rows.length === 0) return el('p', { class: 'empty' }, empty);
  return el(
    'div',
    { class: 'wide', tabindex: 0, role: 'region', 'aria-label': name },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ...columns.map(column => el('th', { scope: 'col' }, column)))),
      el('tbody', {}, ...rows.map(row => el('tr', {}, ...row.map(cell => el('td', {}, cell))))),
    ),
  );
}
