import { el } from '../dom.ts';
import type { Points, Series, TimeAxis } from './series.ts';

/** Rows at the most: the latest. */
const mostRows = 30;

/** What a chart shows, to be read: the latest first. */
export function chartTable(
  timeLabel: string,
  series: readonly Series[],
  axis: TimeAxis,
  { times, columns }: Points,
): HTMLElement {
  const first = Math.max(0, times.length - mostRows);
  const rows = times.slice(first).map((at, row) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, axis.tell(at)),
      series.map(({ tell }, column) => {
        const value = columns[column]?.[first + row];
        return el('td', {}, value === null || value === undefined ? '–' : tell(value));
      }),
    ),
  );
  const names = [timeLabel, ...series.map(({ label }) => label)];
  const head = names.map(name => el('th', { scope: 'col' }, name));
  return el('table', {}, el('thead', {}, el('tr', {}, head)), el('tbody', {}, ...rows.reverse()));
}
