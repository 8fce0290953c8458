import type { Keys } from '../keys.ts';
import type { Usage } from '../model.ts';
import { nothingUsed, rowOf } from './amount.ts';
import { dayOf } from './day.ts';
import { microYuanOf, type Prices } from './prices.ts';

/** Counters are kept for 90 days after they last grew. */
export const tallyLifeMs = 90 * 86_400_000;

/**
 * Fields of a day's hash before who has none yet is counted with `others`: people and chats together. An account of 5
 * calls a second answers 432,000 questions in a day; who has more owners than this looks at their sum. 10,000 take 1.1 to
 * 1.4 MB in Redis, by the length of the platform's ids, so that 90 days never take more than 130 MB.
 */
export const mostOwners = 10_000;

/** Where those are counted for whom a day had no field left. */
export const others = { user: 'others:user', chat: 'others:chat', model: 'model:others' } as const;

/** A turn that is over, as far as it is counted. */
export interface SettledTurn {
  /** Unix milliseconds. */
  readonly at: number;
  /** `platform:person`. */
  readonly person: string;
  /** `platform:chat`. */
  readonly chat: string;
  /** The kind of failure; absent when the person got an answer, whole or not. */
  readonly failure?: string;
  /** Its name; absent where a turn ended that another version of the bot had begun. */
  readonly model?: string;
  /** Calls of the model that began. */
  readonly calls?: number;
  /** Of the calls that told it. */
  readonly usage?: Usage;
  /** Milliseconds from accepting the question to its first visible text; absent where there was none. */
  readonly firstTextMs?: number;
}

/** A field of a hash in Redis, and by how much it grows: a number, or a row of numbers. */
export interface Counter {
  readonly key: string;
  readonly field: string;
  readonly by: number | readonly number[];
  /** The field that grows instead where this one is not there yet and the hash is full. */
  readonly others?: string;
}

/** Whatever took longer is counted here too: a turn's own limit is five minutes. */
const slowestBucketMs = 300_000;

/** Upper bounds of the histogram's buckets, ms: fine enough to read, few enough to fit one hash. */
export const firstTextBucketsMs: readonly number[] = [
  200,
  300,
  500,
  700,
  1000,
  1500,
  2000,
  3000,
  5000,
  7000,
  10_000,
  15_000,
  20_000,
  30_000,
  60_000,
  120_000,
  slowestBucketMs,
];

function bucketOf(ms: number): number {
  return firstTextBucketsMs.find(bound => ms <= bound) ?? slowestBucketMs;
}

/** What a settled turn adds to the counters of its day; the script that settles it applies them. */
export function countersFor(
  turn: SettledTurn,
  keys: Keys,
  timeZone: string,
  prices: Prices = new Map(),
): Counter[] {
  const day = dayOf(turn.at, timeZone);
  const [usage, stats] = [keys.usage(day), keys.stats(day)];
  const { promptTokens = 0, completionTokens = 0 } = turn.usage ?? {};
  const price = prices.get(turn.model ?? '');
  const by = rowOf({
    ...nothingUsed,
    replies: turn.failure === undefined ? 1 : 0,
    calls: turn.calls ?? 0,
    tokensIn: promptTokens,
    tokensOut: completionTokens,
    microYuan: price && turn.usage ? microYuanOf(turn.usage, price) : 0,
  });
  const spent: Counter[] = [
    { key: usage, field: `user:${turn.person}`, by, others: others.user },
    { key: usage, field: `chat:${turn.chat}`, by, others: others.chat },
  ];
  // A turn for which no model was asked says nothing of one.
  if (turn.model !== undefined && turn.calls) {
    spent.push({ key: stats, field: `model:${turn.model}`, by, others: others.model });
  }
  const happened = ['messages', turn.failure === undefined ? 'answers' : `failures:${turn.failure}`];
  if (turn.firstTextMs !== undefined) happened.push(`first-text:${bucketOf(turn.firstTextMs)}`);
  return [
    ...(by.some(number => number > 0) ? spent : []),
    ...happened.map(field => ({ key: stats, field, by: 1 })),
  ];
}
