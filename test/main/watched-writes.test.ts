import { afterEach, beforeEach, expect, test } from 'vitest';
import { type WatchedWrites, watchedWrites } from '../../src/main/watched-writes.ts';
import { sharedWriteBudget } from '../../src/redis/shared-write-budget.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
let writes: WatchedWrites;
beforeEach(() => {
  space = openSpace();
  const { redis, keys } = space;
  writes = watchedWrites(sharedWriteBudget(redis, keys, Math.random), redis, keys);
});
afterEach(() => space.close());

const bot = { scope: 'telegram:bot', limit: 3, perMs: 60_000 };
const chat = { scope: 'telegram:chat:-1', limit: 9, perMs: 60_000 };

test('what the whole bot may write is told with how much of it is used, by all processes', async () => {
  const { redis, keys } = space;
  expect(await writes.read('telegram')).toEqual([]);
  expect(await writes.take([{ ...bot, limit: 2 }, chat])).toBe(0);
  expect(await sharedWriteBudget(redis, keys, Math.random).take([bot])).toBe(0);
  expect(await writes.take([bot])).toBe(0);
  expect(await writes.read('telegram')).toEqual([{ ...bot, used: 3 }]);
  expect(await writes.read('feishu')).toEqual([]);
});

test('a budget that is watched is as strict as before', async () => {
  for (let write = 0; write < 3; write += 1) expect(await writes.take([bot])).toBe(0);
  expect(await writes.take([bot])).toBeGreaterThan(0);
  await writes.block(chat.scope, 5000);
  expect(await writes.take([chat])).toBeGreaterThan(0);
});
