import type { Earlier } from '../shapes.ts';
import type { Language } from '../words/index.ts';
import { openChart } from './chart.ts';
import { panel } from './rows.ts';

/** What is drawn of the last hours and the last days. */
export interface Past {
  readonly traffic: HTMLElement;
  readonly firstText: HTMLElement;
  readonly tokens: HTMLElement;
  readonly cost: HTMLElement;
  show(earlier: Earlier): void;
}

/** A yuan in millionths. */
const yuan = 1_000_000;

export function openPast({ words, format }: Language, life: AbortSignal): Past {
  const { charts } = words.dashboard;
  const byMinute = { tell: format.time, stepS: 60 };
  const daily = { tell: format.day, stepS: 86_400 };
  const traffic = openChart(
    charts.traffic,
    charts,
    [
      { label: charts.messages, colour: '--line-1', kind: 'line', tell: format.short },
      { label: charts.answers, colour: '--line-2', kind: 'line', tell: format.short },
      { label: charts.failures, colour: '--line-3', kind: 'line', tell: format.short },
    ],
    byMinute,
    life,
  );
  const firstText = openChart(
    charts.firstText,
    charts,
    [
      { label: charts.half, colour: '--line-1', kind: 'line', tell: format.duration },
      { label: charts.most, colour: '--line-3', kind: 'line', tell: format.duration },
    ],
    byMinute,
    life,
  );
  const byDay = { ...charts, time: charts.day };
  const tokens = openChart(
    charts.tokens,
    byDay,
    [
      { label: charts.tokensIn, colour: '--line-1', kind: 'line', tell: format.short },
      { label: charts.tokensOut, colour: '--line-2', kind: 'line', tell: format.short },
    ],
    daily,
    life,
  );
  const cost = openChart(
    charts.cost,
    byDay,
    [{ label: charts.cost, colour: '--line-2', kind: 'bars', tell: value => format.money(value * yuan) }],
    daily,
    life,
  );
  const costPanel = panel(charts.cost, cost.element);
  return {
    traffic: panel(charts.traffic, traffic.element),
    firstText: panel(charts.firstText, firstText.element),
    tokens: panel(charts.tokens, tokens.element),
    cost: costPanel,
    show({ minutes, days, priced }) {
      const ends = minutes.map(({ at }) => at);
      traffic.show(ends, [
        minutes.map(({ messages }) => messages),
        minutes.map(({ answers }) => answers),
        minutes.map(({ failures }) => failures),
      ]);
      firstText.show(ends, [
        minutes.map(minute => minute.firstText?.p50Ms ?? null),
        minutes.map(minute => minute.firstText?.p95Ms ?? null),
      ]);
      // At noon: a day is told as the same day wherever one reads it.
      const noons = days.map(({ day }) => Date.parse(`${day}T12:00:00`));
      tokens.show(noons, [days.map(({ used }) => used.tokensIn), days.map(({ used }) => used.tokensOut)]);
      costPanel.hidden = !priced;
      cost.show(noons, [days.map(({ used }) => used.microYuan / yuan)]);
    },
  };
}
