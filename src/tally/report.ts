import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { type Bill, openBills } from './bills.ts';
import { firstTextBucketsMs } from './counters.ts';
import { dayOf, daysUpTo } from './day.ts';

export interface Amount {
  readonly replies: number;
  /** Of questions and answers together. */
  readonly tokens: number;
}

/** Today, and the last 30 days with today. */
export interface Spans {
  readonly today: Amount;
  readonly month: Amount;
}

export interface UsageReport {
  readonly mine: Spans;
  /** Absent in a direct chat, where it would say the same. */
  readonly chat?: Spans;
  /** What the platform bills; absent where it bills nothing. */
  readonly bill?: Bill;
}

/** Today, all chats together. */
export interface StatsReport {
  readonly messages: number;
  readonly answers: number;
  /** By kind. */
  readonly failures: Readonly<Record<string, number>>;
  /** Within how many milliseconds half, and 95 of 100, of the answers showed their first text. */
  readonly firstText?: { readonly p50Ms: number; readonly p95Ms: number };
}

/** Whose usage is read: person and chat as in `SettledTurn`. */
export interface UsageOwners {
  readonly platform: string;
  readonly person: string;
  readonly chat?: string;
}

/** What a person, and a chat, have used, and what their platform bills. */
export async function readUsage(
  redis: Redis,
  keys: Keys,
  owners: UsageOwners,
  now: number,
  timeZone: string,
): Promise<UsageReport> {
  const days = daysUpTo(dayOf(now, timeZone), 30);
  const spans = async (owner: string): Promise<Spans> => {
    const rows = await Promise.all(
      days.map(day => redis.hmget(keys.usage(day), `${owner}:replies`, `${owner}:tokens`)),
    );
    const amount = (of: typeof rows): Amount => ({
      replies: of.reduce((sum, row) => sum + Number(row[0] ?? 0), 0),
      tokens: of.reduce((sum, row) => sum + Number(row[1] ?? 0), 0),
    });
    return { today: amount(rows.slice(0, 1)), month: amount(rows) };
  };
  const [mine, chat, bills] = await Promise.all([
    spans(`user:${owners.person}`),
    owners.chat === undefined ? undefined : spans(`chat:${owners.chat}`),
    openBills(redis, keys, timeZone).read(now),
  ]);
  const bill = bills.get(owners.platform);
  return { mine, ...(chat && { chat }), ...(bill && { bill }) };
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

/** What happened today. */
export async function readStats(
  redis: Redis,
  keys: Keys,
  now: number,
  timeZone: string,
): Promise<StatsReport> {
  const fields = Object.entries(await redis.hgetall(keys.stats(dayOf(now, timeZone))));
  const under = (prefix: string) =>
    fields
      .filter(([field]) => field.startsWith(prefix))
      .map(([field, count]) => [field.slice(prefix.length), Number(count)] as const);
  const count = (name: string) => Number(fields.find(([field]) => field === name)?.[1] ?? 0);
  const histogram = new Map(under('first-text:').map(([bound, times]) => [Number(bound), times]));
  return {
    messages: count('messages'),
    answers: count('answers'),
    failures: Object.fromEntries(under('failures:')),
    ...(histogram.size > 0
      ? { firstText: { p50Ms: percentile(histogram, 0.5), p95Ms: percentile(histogram, 0.95) } }
      : {}),
  };
}
