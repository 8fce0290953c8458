import type { Books } from './books.ts';
import { dayOf } from './day.ts';
import { type DayCounters, failuresOf, firstTextsOf } from './day-counters.ts';
import { type FirstText, firstTextOf } from './percentile.ts';

const minuteMs = 60_000;
/** A day of them. */
const mostMinutes = 1440;

/** What happened in one minute. */
export interface Minute {
  /** When it ended; Unix milliseconds. */
  readonly at: number;
  readonly messages: number;
  readonly answers: number;
  readonly failures: number;
  /** Calls of models that began, of all accounts. */
  readonly calls: number;
  readonly firstText?: FirstText;
}

/** How far the counters of a day were at some minute. */
interface Mark {
  readonly at: number;
  readonly day: string;
  readonly calls: number;
  readonly counters: DayCounters;
}

/**
 * Marks how far the day's counters are; what differs between two marks is what happened between them. Every process may do
 * so as often as it likes: the first in a minute is the one that counts.
 * @param calls of models, within the last minute
 */
export async function markMinute(
  { redis, keys, timeZone }: Books,
  calls: number,
  now: number,
): Promise<void> {
  const minute = Math.floor(now / minuteMs) * minuteMs;
  const day = dayOf(now, timeZone);
  const counters = await redis.hgetall(keys.stats(day));
  const wanted = Object.entries(counters).filter(([field]) => !field.startsWith('model:'));
  const mark = JSON.stringify({ day, calls, counters: Object.fromEntries(wanted) });
  await redis
    .xadd(keys.minutes, 'MAXLEN', '~', mostMinutes, `${minute}-0`, 'mark', mark)
    .catch((error: Error) => {
      // It is marked already.
      if (!error.message.includes('equal or smaller')) throw error;
    });
  await redis.pexpire(keys.minutes, mostMinutes * minuteMs);
}

/** The last minutes, oldest first; those in which nobody marked are not there. */
export async function readMinutes({ redis, keys }: Books, count: number): Promise<Minute[]> {
  const rows = await redis.xrevrange(keys.minutes, '+', '-', 'COUNT', count + 1);
  const marks = rows.reverse().map(([id, fields]) => markOf(id, fields));
  return marks.flatMap((mark, index) => {
    const before = marks[index - 1];
    return before ? [between(before, mark)] : [];
  });
}

function markOf(id: string, fields: readonly string[]): Mark {
  return { at: Number(id.split('-', 1)), ...(JSON.parse(fields[1] ?? '{}') as Omit<Mark, 'at'>) };
}

function between(before: Mark, { at, day, calls, counters }: Mark): Minute {
  const earlier = before.day === day ? before.counters : {};
  const grown = Object.fromEntries(
    Object.entries(counters).map(([field, value]) => [
      field,
      String(Number(value) - Number(earlier[field] ?? 0)),
    ]),
  );
  const firstText = firstTextOf(firstTextsOf(grown));
  return {
    at,
    messages: Number(grown['messages'] ?? 0),
    answers: Number(grown['answers'] ?? 0),
    failures: Object.values(failuresOf(grown)).reduce((sum, each) => sum + each, 0),
    calls,
    ...(firstText && { firstText }),
  };
}
