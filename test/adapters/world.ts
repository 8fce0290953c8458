import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { World } from '../../src/adapter.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { keysFor } from '../../src/keys.ts';
import { silentLog } from '../../src/log.ts';
import type { Buttons } from '../../src/platform.ts';
import { sharedWriteBudget } from '../../src/redis/shared-write-budget.ts';

/** Buttons as a turn gives them to its reply. */
export function buttonsWith(token: string): Buttons {
  return { token, labels: { retry: '重新回答', new: '新对话', stop: '停止' } };
}

/** Time that stands: who owns a reply is asked again after a second, which a busy machine may need for one write. */
export function standingClock(): Clock {
  const now = systemClock.now();
  return { ...systemClock, now: () => now };
}

/** What a test changes of the world. */
export type WorldParts = Partial<World> & { readonly prefix?: string };

/** A house for one adapter, on the real Redis with its real budget, under a prefix of its own. */
export function openWorld(redisUrl: string, parts: WorldParts = {}) {
  const redis = new Redis(redisUrl.replace(/^unix:/, ''));
  const { prefix = `test-${randomUUID()}`, ...changes } = parts;
  const keys = keysFor(prefix);
  const world: World = {
    clock: systemClock,
    log: silentLog,
    redis,
    keys,
    budget: sharedWriteBudget(redis, keys, systemClock.random),
    processId: randomUUID(),
    menus: [],
    unsafeText: async () => '平台没有接受',
    alert() {},
    bill() {},
    ...changes,
  };
  return { world, close: () => redis.disconnect() };
}
