import { type Amount, readRow, type Spans, sumOf } from './amount.ts';
import type { Books } from './books.ts';
import { others } from './counters.ts';
import { dayOf, daysUpTo } from './day.ts';
import { type DayCounters, failuresOf, firstTextsOf, under } from './day-counters.ts';
import { type FirstText, firstTextOf } from './percentile.ts';
import type { Prices } from './prices.ts';

/** All chats together. */
export interface StatsReport {
  readonly today: {
    readonly messages: number;
    readonly answers: number;
    /** By kind. */
    readonly failures: Readonly<Record<string, number>>;
    readonly firstText?: FirstText;
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

function happened(day: DayCounters): StatsReport['today'] {
  const firstText = firstTextOf(firstTextsOf(day));
  return {
    messages: Number(day['messages'] ?? 0),
    answers: Number(day['answers'] ?? 0),
    failures: failuresOf(day),
    ...(firstText && { firstText }),
  };
}

function modelsOf(today: DayCounters, before: readonly DayCounters[], prices: Prices): ModelStats[] {
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
