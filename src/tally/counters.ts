import type { Keys } from '../keys.ts';
import type { Usage } from '../model.ts';
import { dayOf } from './day.ts';

/** Counters are kept for 90 days after they last grew. */
export const tallyLifeMs = 90 * 86_400_000;

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
  readonly usage?: Usage;
  /** Milliseconds from accepting the question to its first visible text; absent where there was none. */
  readonly firstTextMs?: number;
}

/** A field of a hash in Redis, and by how much it grows. */
export interface Counter {
  readonly key: string;
  readonly field: string;
  readonly by: number;
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
export function countersFor(turn: SettledTurn, keys: Keys, timeZone: string): Counter[] {
  const day = dayOf(turn.at, timeZone);
  const tokens = turn.usage ? turn.usage.promptTokens + turn.usage.completionTokens : 0;
  const replies = turn.failure === undefined ? 1 : 0;
  const spent = [`user:${turn.person}`, `chat:${turn.chat}`].flatMap(owner => [
    { key: keys.usage(day), field: `${owner}:replies`, by: replies },
    { key: keys.usage(day), field: `${owner}:tokens`, by: tokens },
  ]);
  const happened = ['messages', turn.failure === undefined ? 'answers' : `failures:${turn.failure}`];
  if (turn.firstTextMs !== undefined) happened.push(`first-text:${bucketOf(turn.firstTextMs)}`);
  return [...spent, ...happened.map(field => ({ key: keys.stats(day), field, by: 1 }))].filter(
    ({ by }) => by > 0,
  );
}
