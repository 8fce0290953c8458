import { type Amount, readRow, type Spans, sumOf } from './amount.ts';
import type { Books } from './books.ts';
import { firstTextBucketsMs, others } from './counters.ts';
import { dayOf, daysUpTo } from './day.ts';
import type { Prices } from './prices.ts';

/** All chats together. */
export interface StatsReport {
  readonly today: {
    readonly messages: number;
    readonly answers: number;
    /** By kind. */
    readonly failures: Readonly<Record<string, number>>;
    /** Within how many milliseconds half, and 95 of 100, of the answers showed their first text. */
    readonly firstText?: { readonly p50Ms: number; readonly p95Ms: number };
  };
  /** Those that were called in the last 30 days, the most called first. */
  readonly models: readonly ModelStats[];
  /** Today, of all people together who found no place of their own; absent where all did. */
  readonly others?: Amount;
}

export interface ModelStats extends Spans {
  readonly model: string;
  /** Whether it has a price: without one, no money is shown. */
  readonly priced: boolean;
}

/** What happened today, and what each model did, in the last 30 days too. */
export async function readStats(books: Books, now: number): Promise<StatsReport> {
  const { redis, keys, timeZone, prices } = books;
  const day = dayOf(now, timeZone);
  const [today = {}, ...before] = await Promise.all(
    daysUpTo(day, 30).map(each => redis.hgetall(keys.stats(each))),
  );
  const unplaced = await redis.hget(keys.usage(day), others.user);
  return {
    today: happened(today),
    models: modelsOf(today, before, prices),
    ...(unplaced === null ? {} : { others: readRow(unplaced) }),
  };
}

/** The counters of one day, as Redis has them. */
type Day = Readonly<Record<string, string>>;

function under(day: Day, prefix: string): [name: string, value: string][] {
  return Object.entries(day)
    .filter(([field]) => field.startsWith(prefix))
    .map(([field, value]) => [field.slice(prefix.length), value]);
}

function happened(day: Day): StatsReport['today'] {
  const numbers = (prefix: string) =>
    under(day, prefix).map(([name, value]) => [name, Number(value)] as const);
  const histogram = new Map(numbers('first-text:').map(([bound, times]) => [Number(bound), times]));
  return {
    messages: Number(day['messages'] ?? 0),
    answers: Number(day['answers'] ?? 0),
    failures: Object.fromEntries(numbers('failures:')),
    ...(histogram.size > 0
      ? { firstText: { p50Ms: percentile(histogram, 0.5), p95Ms: percentile(histogram, 0.95) } }
      : {}),
  };
}

function modelsOf(today: Day, before: readonly Day[], prices: Prices): ModelStats[] {
  const names = new Set([today, ...before].flatMap(day => under(day, 'model:').map(([name]) => name)));
  return [...names]
    .map(model => {
      const field = `model:${model}`;
      const now = readRow(today[field]);
      const month = sumOf([now, ...before.map(day => readRow(day[field]))]);
      return { model, today: now, month, priced: prices.has(model) };
    })
    .sort((one, other) => other.month.calls - one.month.calls);
}

/** The bucket below which a share of all counted values lies; 0 for none. */
function percentile(histogram: ReadonlyMap<number, number>, share: number): number {
  const wanted = share * [...histogram.values()].reduce((sum, count) => sum + count, 0);
  let passed = 0;
  for (const bound of firstTextBucketsMs) {
    passed += histogram.get(bound) ?? 0;
    if (passed >= wanted) return bound;
  }
  return 0;
}
