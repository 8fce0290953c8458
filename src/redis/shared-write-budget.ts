import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import type { WriteBudget } from '../write-budget.ts';
import { script } from './script.ts';

const take = script(new URL('./take-write.lua', import.meta.url));
const block = script(new URL('./block-write.lua', import.meta.url));

/**
 * A budget of writes in Redis, shared by all processes: sliding windows by Redis's clock, so that no boundary lets
 * twice the limit through. Whoever names a scope names the same lengths; limits may differ (a reserve).
 */
export function sharedWriteBudget(redis: Redis, keys: Keys): WriteBudget {
  return {
    async take(windows) {
      const names = windows.flatMap(({ scope }) => [keys.writes(scope), keys.writeBlock(scope)]);
      const sizes = windows.flatMap(({ limit, perMs }) => [limit, Math.ceil(perMs)]);
      return Number(await take(redis, names, sizes));
    },
    async block(scope, ms) {
      if (ms > 0) await block(redis, [keys.writeBlock(scope)], [Math.ceil(ms)]);
    },
  };
}
