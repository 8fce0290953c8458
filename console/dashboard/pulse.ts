import { panel } from '../panel.ts';
import type { Now } from '../shapes.ts';
import type { Language } from '../words/index.ts';
import { openChart } from './chart.ts';

/** Seconds that are looked back. */
const span = 120;

/** Calls of models in each second, against what may begin in one: as long as the page is open. */
export function openPulse(
  { words, format }: Language,
  life: AbortSignal,
): { readonly element: HTMLElement; add(now: Now): void } {
  const { charts } = words.dashboard;
  const tell = (value: number) => format.count(Math.round(value * 10) / 10);
  const chart = openChart(
    charts.calls,
    charts,
    [
      { label: charts.used, colour: '--line-1', kind: 'bars', tell },
      { label: charts.limit, colour: '--line-3', kind: 'line', tell },
    ],
    { tell: format.clock, stepS: 1 },
    life,
  );
  let seconds: readonly { readonly at: number; readonly used: number; readonly limit: number }[] = [];
  return {
    element: panel(charts.calls, chart.element),
    add({ at, accounts }) {
      const last = seconds.at(-1);
      if (last && at <= last.at) return;
      const sum = (of: 'used' | 'limit') => accounts.reduce((all, account) => all + account[of], 0);
      seconds = [...seconds, { at, used: sum('used'), limit: sum('limit') }].slice(-span);
      chart.show({
        times: seconds.map(second => second.at),
        columns: [seconds.map(({ used }) => used), seconds.map(({ limit }) => limit)],
      });
    },
  };
}
