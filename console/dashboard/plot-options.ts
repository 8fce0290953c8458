import uPlot from 'uplot';
import type { Series, TimeAxis } from './series.ts';

/** Of the plot, without its legend. */
export const heightPx = 180;
/** Between two ticks, in the least that may be. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 360, 720];

/** How a chart is drawn: in the colours of this moment. */
export function plotOptions(
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
          // One moment alone makes no line.
          points: { show: ({ data }) => data[0].length === 1 },
          spanGaps: true,
          value: (_, value) => (value === null || value === undefined ? '–' : tell(value)),
          ...(kind === 'bars' && { fill: colourOf(colour), width: 0, ...(bars && { paths: bars }) }),
        }),
      ),
    ],
  };
}
