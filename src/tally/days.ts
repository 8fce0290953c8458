import { type Amount, readRow, sumOf } from './amount.ts';
import type { Books } from './books.ts';
import { dayOf, daysUpTo } from './day.ts';
import { failuresOf, under } from './day-counters.ts';

/** One day of all chats together. */
export interface Day {
  /** `2026-11-23` */
  readonly day: string;
  readonly messages: number;
  readonly answers: number;
  readonly failures: number;
  /** What all models used. */
  readonly used: Amount;
}

/** The last days up to today, oldest first. */
export async function readDays({ redis, keys, timeZone }: Books, count: number, now: number): Promise<Day[]> {
  const days = daysUpTo(dayOf(now, timeZone), count).reverse();
  return Promise.all(
    days.map(async day => {
      const counters = await redis.hgetall(keys.stats(day));
      return {
        day,
        messages: Number(counters['messages'] ?? 0),
        answers: Number(counters['answers'] ?? 0),
        failures: Object.values(failuresOf(counters)).reduce((sum, each) => sum + each, 0),
        used: sumOf(under(counters, 'model:').map(([, row]) => readRow(row))),
      };
    }),
  );
}
