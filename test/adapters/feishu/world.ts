import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { feishu } from '../../../adapters/feishu/index.ts';
import type { FeishuSimulator } from '../../../simulators/feishu/index.ts';
import type { World } from '../../../src/adapter.ts';
import { systemClock } from '../../../src/clock.ts';
import { readSettings } from '../../../src/config/read.ts';
import { keysFor } from '../../../src/keys.ts';
import { silentLog } from '../../../src/log.ts';
import { sharedWriteBudget } from '../../../src/redis/shared-write-budget.ts';

/** A house for one adapter, on the real Redis with its real budget, under a prefix of its own. */
export function openWorld(redisUrl: string, parts: Partial<World> & { prefix?: string } = {}) {
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
    menu: [],
    labels: { retry: '重新回答', new: '新对话', stop: '停止' },
    ...changes,
  };
  return { world, close: () => redis.disconnect() };
}

/** What the environment of a bot on this simulator says. */
export function settingsFor(simulator: FeishuSimulator, more: Readonly<Record<string, string>> = {}) {
  const environment = {
    FEISHU_APP_ID: simulator.appId,
    FEISHU_APP_SECRET: simulator.appSecret,
    FEISHU_DOMAIN: simulator.url,
    ...more,
  };
  return readSettings(environment, [feishu.settings]);
}
