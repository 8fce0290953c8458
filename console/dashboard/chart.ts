import uPlot from 'uplot';
import { el } from '../dom.ts';
import { themeChanges } from '../theme.ts';
import { chartTable } from './chart-table.ts';
import { heightPx, plotOptions } from './plot-options.ts';
import type { Points, Series, TimeAxis } from './series.ts';

/** A chart; what it shows can be read as a table, too. */
export interface Chart {
  readonly element: HTMLElement;
  show(points: Points): void;
}

export interface ChartWords {
  readonly asTable: string;
  readonly time: string;
  readonly nothingYet: string;
}

/** @param life when it ends, nothing listens any more */
export function openChart(
  title: string,
  words: ChartWords,
  series: readonly Series[],
  axis: TimeAxis,
  life: AbortSignal,
): Chart {
  const plot = el('div', { class: 'plot', 'aria-hidden': 'true' });
  const nothing = el('p', { class: 'empty' }, words.nothingYet);
  const table = el('div', { class: 'wide' });
  const details = el('details', {}, el('summary', {}, words.asTable), table);
  const caption = el('figcaption', { class: 'unseen' }, title);
  const element = el('figure', { class: 'chart' }, caption, plot, nothing, details);

  let drawn: uPlot | undefined;
  let points: Points = { times: [], columns: [] };

  const draw = () => {
    drawn?.destroy();
    drawn = undefined;
    const width = plot.clientWidth;
    if (width === 0 || points.times.length === 0) return;
    drawn = new uPlot(plotOptions(series, words.time, axis, width), aligned(points), plot);
  };
  const fillTable = () => {
    if (details.open) table.replaceChildren(chartTable(words.time, series, axis, points));
  };
  const resizes = new ResizeObserver(() => {
    const width = plot.clientWidth;
    if (drawn && width > 0) drawn.setSize({ width, height: heightPx });
    else draw();
  });
  resizes.observe(plot);
  themeChanges.addEventListener('change', draw, { signal: life });
  life.addEventListener('abort', () => {
    resizes.disconnect();
    drawn?.destroy();
  });
  details.addEventListener('toggle', fillTable);

  return {
    element,
    show(now) {
      points = now;
      const isEmpty = points.times.length === 0;
      nothing.hidden = !isEmpty;
      plot.hidden = isEmpty;
      details.hidden = isEmpty;
      if (drawn) drawn.setData(aligned(points));
      else draw();
      fillTable();
    },
  };
}

/** As uPlot takes it: its times are in seconds. */
function aligned({ times, columns }: Points): uPlot.AlignedData {
  return [times.map(at => at / 1000), ...columns.map(column => [...column])];
}
