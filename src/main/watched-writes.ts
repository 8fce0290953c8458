import type { Redis } from 'ioredis';
import type { Writes } from '../console/routes/facts.ts';
import type { Keys } from '../keys.ts';
import type { WriteBudget, WriteWindow } from '../write-budget.ts';

/** Limits that hold for the whole bot; those of chats and cards are too many to look at. */
const wholeBot = /^[a-z]+:(?:bot|api:.+)$/;

/** A budget that also tells how much of it is used. */
export interface WatchedWrites extends WriteBudget {
  /** Of the platform's limits for the whole bot, within which this process has written. */
  read(platform: string): Promise<Writes[]>;
}

/** Remembers the windows that are asked for: a budget itself knows of none before. */
export function watchedWrites(budget: WriteBudget, redis: Redis, keys: Keys): WatchedWrites {
  const seen = new Map<string, WriteWindow>();
  return {
    take(windows) {
      for (const window of windows) {
        if (!wholeBot.test(window.scope)) continue;
        const known = seen.get(window.scope);
        // Growth leaves a reserve: the limit itself is the greatest that is named.
        if (!known || known.limit < window.limit) seen.set(window.scope, window);
      }
      return budget.take(windows);
    },
    block: (scope, ms) => budget.block(scope, ms),
    async read(platform) {
      const [seconds, microseconds] = await redis.time();
      const now = Number(seconds) * 1e6 + Number(microseconds);
      const mine = [...seen.values()].filter(({ scope }) => scope.startsWith(`${platform}:`));
      return Promise.all(
        mine.map(async ({ scope, limit, perMs }) => {
          const used = await redis.zcount(keys.writes(scope), now - perMs * 1000, now);
          return { scope, used, limit, perMs };
        }),
      );
    },
  };
}
