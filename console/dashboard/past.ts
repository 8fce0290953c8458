import { panel } from '../panel.ts';
import type { Day, Earlier, Minute } from '../shapes.ts';
import type { Language } from '../words/index.ts';
import { openChart } from './chart.ts';
import type { Points, Series, TimeAxis } from './series.ts';

/** What is drawn of the last hours and the last days. */
export interface Past {
  readonly traffic: HTMLElement;
  readonly firstText: HTMLElement;
  readonly tokens: HTMLElement;
  readonly cost: HTMLElement;
  show(earlier: Earlier): void;
}

/** A series, and where its values are. */
interface Reading<Row> extends Series {
  readonly of: (row: Row) => number | null;
}

/** A yuan in millionths. */
const yuan = 1_000_000;

export function openPast({ words, format }: Language, life: AbortSignal): Past {
  const { charts } = words.dashboard;
  const byMinute = { tell: format.time, stepS: 60 };
  const daily = { tell: format.day, stepS: 86_400 };

  function open<Row>(title: string, timeLabel: string, axis: TimeAxis, readings: readonly Reading<Row>[]) {
    const chart = openChart(title, { ...charts, time: timeLabel }, readings, axis, life);
    return {
      panel: panel(title, chart.element),
      show(times: Points['times'], rows: readonly Row[]) {
        chart.show({ times, columns: readings.map(({ of }) => rows.map(of)) });
      },
    };
  }

  const line = { kind: 'line', tell: format.short } as const;
  const traffic = open<Minute>(charts.traffic, charts.time, byMinute, [
    { ...line, label: charts.messages, colour: '--line-1', of: ({ messages }) => messages },
    { ...line, label: charts.answers, colour: '--line-2', of: ({ answers }) => answers },
    { ...line, label: charts.failures, colour: '--line-3', of: ({ failures }) => failures },
  ]);
  const span = { kind: 'line', tell: format.duration } as const;
  const firstText = open<Minute>(charts.firstText, charts.time, byMinute, [
    { ...span, label: charts.half, colour: '--line-1', of: minute => minute.firstText?.p50Ms ?? null },
    { ...span, label: charts.most, colour: '--line-3', of: minute => minute.firstText?.p95Ms ?? null },
  ]);
  const tokens = open<Day>(charts.tokens, charts.day, daily, [
    { ...line, label: charts.tokensIn, colour: '--line-1', of: ({ used }) => used.tokensIn },
    { ...line, label: charts.tokensOut, colour: '--line-2', of: ({ used }) => used.tokensOut },
  ]);
  const money = { kind: 'bars', tell: (value: number) => format.money(value * yuan) } as const;
  const cost = open<Day>(charts.cost, charts.day, daily, [
    { ...money, label: charts.cost, colour: '--line-2', of: ({ used }) => used.microYuan / yuan },
  ]);

  return {
    traffic: traffic.panel,
    firstText: firstText.panel,
    tokens: tokens.panel,
    cost: cost.panel,
    show({ minutes, days, priced }) {
      const ends = minutes.map(({ at }) => at);
      traffic.show(ends, minutes);
      firstText.show(ends, minutes);
      // At noon: a day is told as the same day wherever one reads it.
      const noons = days.map(({ day }) => Date.parse(`${day}T12:00:00`));
      tokens.show(noons, days);
      cost.panel.hidden = !priced;
      cost.show(noons, days);
    },
  };
}
