import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { openRedis } from '../../demo/redis.ts';
import { keysFor } from '../../src/keys.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
beforeEach(() => {
  space = openSpace();
});
afterEach(() => space.close());

test('where the machine has no Redis of its own the demo plays in another, and leaves nothing there', async () => {
  const { redis } = space;
  const env = { PATH: '/no/such/folder', REDIS_URL: inject('redisUrl') };
  const { prefix, close } = await openRedis('unused', env, () => {});
  const keys = keysFor(prefix);
  await redis.mset(keys.schema, '1', keys.history('telegram:1'), '2');
  await close();
  expect(await redis.keys(`${prefix}*`)).toEqual([]);
});
