import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';

/** Failures within a minute, after which nobody of that address, or nobody at all, may try. */
const mostOfOne = 5;
const mostOfAll = 20;
const minuteMs = 60_000;

/** Tries to log in, counted before they are looked at: many at once get no further than one after another. */
export interface Tries {
  /** @returns 0 when it may be looked at, else in how many milliseconds to come again */
  take(address: string): Promise<number>;
  /** It was right, and counts no more. */
  giveBack(address: string): Promise<void>;
}

/** Counted over all processes. A minute begins with its first try. */
export function openTries(redis: Redis, keys: Keys): Tries {
  const scopes = (address: string) => [
    { key: keys.consoleTries(`of ${address}`), most: mostOfOne },
    { key: keys.consoleTries('all'), most: mostOfAll },
  ];
  /** The minute may have ended meanwhile: whatever is counted ends with one. */
  const begun = (key: string) => redis.multi().set(key, 0, 'PX', minuteMs, 'NX');
  return {
    async take(address) {
      const waits = scopes(address).map(async ({ key, most }) => {
        const steps = await begun(key).incr(key).pttl(key).exec();
        const [count, left] = [Number(steps?.[1]?.[1]), Number(steps?.[2]?.[1])];
        return count > most ? Math.max(1, left) : 0;
      });
      return Math.max(...(await Promise.all(waits)));
    },
    async giveBack(address) {
      await Promise.all(scopes(address).map(({ key }) => begun(key).decr(key).exec()));
    },
  };
}
