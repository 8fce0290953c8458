import type { VendorLimits } from '../vendor-limits.ts';
import type { Account } from './account.ts';
import type { Limits } from './announce-limits.ts';

/** What the vendor's word means for all processes. */
export interface Word {
  /** Limits that are lower than ours; 0: not lower. */
  readonly rpm: number;
  readonly tpm: number;
  /** How much of the pace remains because little is left of the vendor's minute: `leastShare` to 1. */
  readonly share: number;
}

/** The last tenth of the vendor's minute is spent more and more slowly. */
const little = 0.1;
/** The minute may begin anew at any moment: who stopped would learn of it late. */
const leastShare = 0.25;
/** The vendor's minute; each answer tells it anew. */
const lifeMs = 60_000;
/** The same word again is told to Redis at most so often. */
const repeatMs = 20_000;

/** Decides what a vendor's word changes. */
export function wordOf(said: VendorLimits, ours: Limits): Word {
  const lower = (theirs: number | undefined, own: number) =>
    theirs !== undefined && theirs > 0 && theirs < own ? theirs : 0;
  const shares = [
    shareOf(said.requestsLeft, said.requestsPerMinute),
    shareOf(said.tokensLeft, said.tokensPerMinute),
  ];
  return {
    rpm: lower(said.requestsPerMinute, Math.min(ours.rpm ?? Number.POSITIVE_INFINITY, ours.qps * 60)),
    tpm: lower(said.tokensPerMinute, ours.tpm ?? Number.POSITIVE_INFINITY),
    share: Math.min(...shares),
  };
}

/** Where the vendor names no limit that makes sense, nothing left is little, and anything else is enough. */
function shareOf(left: number | undefined, limit = 0): number {
  if (left === undefined || Number.isNaN(left)) return 1;
  if (!Number.isFinite(limit) || limit < 1) return left <= 0 ? leastShare : 1;
  return Math.min(1, Math.max(leastShare, left / (limit * little)));
}

/** Hands the vendor's words to all processes, where they say something new. */
export function vendorWords({ redis, key }: Account, ours: Limits, now: () => number) {
  let last: Word = { rpm: 0, tpm: 0, share: 1 };
  let lastAt = Number.NEGATIVE_INFINITY;
  /** @returns the word, where its limits differ from those before */
  return async (said: VendorLimits): Promise<Word | undefined> => {
    const word = wordOf(said, ours);
    const before = last;
    const sameLimits = word.rpm === before.rpm && word.tpm === before.tpm;
    const nothing = word.rpm === 0 && word.tpm === 0 && word.share === 1;
    if (sameLimits && word.share === before.share && (nothing || now() - lastAt < repeatMs)) return undefined;
    last = word;
    lastAt = now();
    if (nothing) await redis.del(key('said'));
    else
      await redis
        .multi()
        .hset(key('said'), { ...word })
        .pexpire(key('said'), lifeMs)
        .exec();
    return sameLimits ? undefined : word;
  };
}
