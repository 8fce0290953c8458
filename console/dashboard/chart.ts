import uPlot from 'uplot';
import { el } from '../dom.ts';
import { themeChanges } from '../theme.ts';

/** One line, or row of bars, of a chart. */
export interface Series {
  readonly label: string;
  /** A custom property of the stylesheet: `--line-1`. */
  readonly colour: string;
  readonly kind: 'line' | 'bars';
  /** How a value is told. */
  readonly tell: (value: number) => string;
}

/** What lies below a chart. */
export interface TimeAxis {
  /** How a moment is told, there and in the table. */
  readonly tell: (at: number) => string;
  /** The least that is between two ticks, seconds: nearer ones would be told alike. */
  readonly stepS: number;
}

/** A chart; what it shows can be read as a table, too. */
export interface Chart {
  readonly element: HTMLElement;
  /** @param times Unix milliseconds, ascending. @param columns one for each series; null: nothing there */
  show(times: readonly number[], columns: readonly (readonly (number | null)[])[]): void;
}

export interface ChartWords {
  readonly asTable: string;
  readonly time: string;
  readonly nothingYet: string;
}

const heightPx = 180;
/** Between two ticks, in the least that may be. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 360, 720];
/** Rows of the table: the latest. */
const mostRows = 30;

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
  const table = el('table', {});
  const details = el('details', {}, el('summary', {}, words.asTable), el('div', { class: 'wide' }, table));
  const element = el(
    'figure',
    { class: 'chart' },
    el('figcaption', { class: 'unseen' }, title),
    plot,
    nothing,
    details,
  );

  let drawn: uPlot | undefined;
  let times: readonly number[] = [];
  let columns: readonly (readonly (number | null)[])[] = [];
  const data = (): uPlot.AlignedData =>
    [times.map(at => at / 1000), ...columns.map(column => [...column])] as uPlot.AlignedData;

  const draw = () => {
    drawn?.destroy();
    drawn = undefined;
    const width = plot.clientWidth;
    if (width === 0 || times.length === 0) return;
    drawn = new uPlot(optionsOf(series, words.time, axis, width), data(), plot);
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
  details.addEventListener('toggle', () => fillTable());

  return {
    element,
    show(newTimes, newColumns) {
      times = newTimes;
      columns = newColumns;
      nothing.hidden = times.length > 0;
      plot.hidden = times.length === 0;
      details.hidden = times.length === 0;
      if (drawn) drawn.setData(data());
      else draw();
      fillTable();
    },
  };

  function fillTable(): void {
    if (!details.open) return;
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
    table.replaceChildren(
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          el('th', { scope: 'col' }, words.time),
          series.map(({ label }) => el('th', { scope: 'col' }, label)),
        ),
      ),
      el('tbody', {}, ...rows.reverse()),
    );
  }
}

function optionsOf(
  series: readonly Series[],
  timeLabel: string,
  { tell: tellTime, stepS }: TimeAxis,
  width: number,
): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const colourOf = (name: string) => style.getPropertyValue(name).trim();
  const ink = {
    stroke: colourOf('--soft'),
    grid: { stroke: colourOf('--line'), width: 1 },
    ticks: { show: false },
  };
  const tellFirst = series[0]?.tell ?? String;
  const bars = uPlot.paths.bars?.({ size: [0.7, 40] });
  return {
    width,
    height: heightPx,
    cursor: { drag: { x: false, y: false }, points: { size: 6 } },
    legend: { live: true },
    scales: { x: { time: true }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
    axes: [
      {
        ...ink,
        values: (_, ticks) => ticks.map(tick => tellTime(tick * 1000)),
        incrs: steps.map(times => times * stepS),
        space: 70,
        size: 30,
      },
      { ...ink, values: (_, ticks) => ticks.map(tick => tellFirst(tick)), size: 60 },
    ],
    series: [
      { value: (_, at) => (at === null || at === undefined ? '–' : tellTime(at * 1000)), label: timeLabel },
      ...series.map(
        ({ label, colour, kind, tell }): uPlot.Series => ({
          label,
          stroke: colourOf(colour),
          width: 2,
          points: { show: false },
          spanGaps: true,
          value: (_, value) => (value === null || value === undefined ? '–' : tell(value)),
          ...(kind === 'bars' && { fill: colourOf(colour), width: 0, ...(bars && { paths: bars }) }),
        }),
      ),
    ],
  };
}
