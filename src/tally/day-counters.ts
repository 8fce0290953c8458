import type { Histogram } from './percentile.ts';

/** The counters of one day, as Redis has them: `keys.stats`. */
export type DayCounters = Readonly<Record<string, string>>;

/** Those under a prefix, by what follows it. */
export function under(day: DayCounters, prefix: string): [name: string, value: string][] {
  return Object.entries(day)
    .filter(([field]) => field.startsWith(prefix))
    .map(([field, value]) => [field.slice(prefix.length), value]);
}

/** How many failures of each kind there were. */
export function failuresOf(day: DayCounters): Record<string, number> {
  return Object.fromEntries(under(day, 'failures:').map(([kind, count]) => [kind, Number(count)]));
}

/** How long first texts took. */
export function firstTextsOf(day: DayCounters): Histogram {
  return new Map(under(day, 'first-text:').map(([bound, times]) => [Number(bound), Number(times)]));
}
