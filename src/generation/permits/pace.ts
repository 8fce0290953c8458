import { script } from '../../redis/script.ts';
import type { Account } from './account.ts';

const tighten = script(new URL('./tighten.lua', import.meta.url));

/** From nothing to the whole pace: one hundredth of the setting comes back each second. */
export const recoveryMs = 100_000;

/**
 * What a refusal leaves of the pace. Many calls are under way when the vendor first refuses one: those that it refuses
 * with it say nothing new. A used-up minute is one for as long as the minute lasts.
 */
const refusals = {
  rate: { leaves: 0.7, oncePerMs: 2000 },
  'minute-rate': { leaves: 0.7, oncePerMs: 20_000 },
} as const;

export type RateRefusal = keyof typeof refusals;

/** However often it refuses: one call in two seconds finds out whether it is better. */
const leastPerSecond = 0.5;

/**
 * Everybody's share of the limits, cut at a refusal and growing back evenly (additive increase, multiplicative decrease).
 * @returns what is left of it, 0 to 1; undefined where the same refusals have cut it already
 */
export async function cutPace(
  { redis, key }: Account,
  refusal: RateRefusal,
  qps: number,
): Promise<number | undefined> {
  const { leaves, oncePerMs } = refusals[refusal];
  const least = Math.min(1, leastPerSecond / qps);
  const share = await tighten(redis, [key('pace')], [leaves, oncePerMs, recoveryMs, least]);
  return share === '' ? undefined : Number(share);
}

/**
 * The share at `now`, as `grant.lua` reckons it: what a clock set back has left in the far future is not believed.
 * @param full when the pace is whole again; both ms of Redis's clock
 */
export function shareAt(full: number, now: number): number {
  const lost = Math.max(0, full - now) / recoveryMs;
  return lost > 1 ? 1 : 1 - lost;
}
