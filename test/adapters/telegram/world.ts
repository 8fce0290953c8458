import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { World } from '../../../src/adapter.ts';
import { systemClock } from '../../../src/clock.ts';
import { keysFor } from '../../../src/keys.ts';
import { silentLog } from '../../../src/log.ts';
import type { WriteBudget, WriteWindow } from '../../../src/write-budget.ts';

/** A budget that gives everything, and remembers what was asked of it. */
export function openHandedBudget() {
  const taken: (readonly WriteWindow[])[] = [];
  const blocks: { readonly scope: string; readonly ms: number }[] = [];
  const budget: WriteBudget = {
    async take(windows) {
      taken.push(windows);
      return 0;
    },
    async block(scope, ms) {
      blocks.push({ scope, ms });
    },
  };
  return { budget, taken, blocks };
}

/** A house for one adapter, on the real Redis, under a prefix of its own. */
export function openWorld(redisUrl: string, parts: Partial<World> & { prefix?: string } = {}) {
  const redis = new Redis(redisUrl.replace(/^unix:/, ''));
  const world: World = {
    clock: systemClock,
    log: silentLog,
    redis,
    keys: keysFor(parts.prefix ?? `test-${randomUUID()}`),
    budget: openHandedBudget().budget,
    processId: randomUUID(),
    menu: [],
    labels: { retry: '重新回答', new: '新对话', stop: '停止' },
    ...parts,
  };
  return { world, close: () => redis.disconnect() };
}
