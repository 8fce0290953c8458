import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import type { WriteBudget } from '../write-budget.ts';
import { openCrowd } from './crowd.ts';
import { script } from './script.ts';

const take = script(new URL('./take-write.lua', import.meta.url));
const block = script(new URL('./block-write.lua', import.meta.url));

/**
 * A budget of writes in Redis, shared by all processes: sliding windows by Redis's clock, so that no boundary lets
 * twice the limit through. Whoever names a scope names the same lengths; limits may differ (a reserve).
 */
export function sharedWriteBudget(redis: Redis, keys: Keys, random: () => number): WriteBudget {
  const crowd = openCrowd(random);
  return {
    async take(windows) {
      const names = windows.flatMap(({ scope }) => [keys.writes(scope), keys.writeBlock(scope)]);
      const sizes = windows.flatMap(({ limit, perMs }) => [limit, Math.ceil(perMs)]);
      const [waitMs, number] = (await take(redis, names, sizes)) as [number, number?];
      const refusing = number === undefined ? undefined : windows[number - 1];
      return refusing ? crowd.comeBackIn(refusing, waitMs) : 0;
    },
    async block(scope, ms) {
      if (ms > 0) await block(redis, [keys.writeBlock(scope)], [Math.ceil(ms)]);
    },
  };
}
