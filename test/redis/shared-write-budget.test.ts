import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, inject, test } from 'vitest';
import { keysFor } from '../../src/keys.ts';
import { connect } from '../../src/redis/connect.ts';
import { sharedWriteBudget } from '../../src/redis/shared-write-budget.ts';
import type { WriteBudget } from '../../src/write-budget.ts';

const redis = connect(inject('redisUrl'), 'patient', () => {});
afterAll(() => redis.disconnect());

let prefix: string;
let budget: WriteBudget;
let another: WriteBudget;
beforeEach(() => {
  prefix = `test-writes-${randomUUID()}`;
  budget = sharedWriteBudget(redis, keysFor(prefix), Math.random);
  another = sharedWriteBudget(redis, keysFor(prefix), Math.random);
});

test('a scope bears its limit over all processes, and says when it bears the next', async () => {
  const bot = { scope: 'telegram:bot', limit: 3, perMs: 60_000 };
  const began = performance.now();
  for (const process of [budget, another, budget]) expect(await process.take([bot])).toBe(0);
  const wait = await another.take([bot]);
  expect(wait).toBeGreaterThanOrEqual(60_000 - Math.ceil(performance.now() - began) - 1);
  expect(wait).toBeLessThanOrEqual(60_000);
});

test('a write is taken from every window or from none', async () => {
  const bot = { scope: 'telegram:bot', limit: 2, perMs: 60_000 };
  const chat = { scope: 'telegram:chat:-1', limit: 1, perMs: 60_000 };
  expect(await budget.take([bot, chat])).toBe(0);
  expect(await budget.take([bot, chat])).toBeGreaterThan(0);
  expect(await budget.take([bot])).toBe(0);
  expect(await budget.take([bot])).toBeGreaterThan(0);
});

test('a scope may have a limit for the minute and a pace, and one write counts once in both', async () => {
  const scope = 'telegram:chat:-1';
  const minute = { scope, limit: 3, perMs: 60_000 };
  const pace = { scope, limit: 1, perMs: 40 };
  for (let write = 0; write < 3; write += 1) {
    let [first, wait] = [0, 0];
    // In one breath, so that no pace ends between them.
    const takeTwo = async () => {
      [first, wait] = await Promise.all([budget.take([minute, pace]), budget.take([minute, pace])]);
      return first;
    };
    await expect.poll(takeTwo, { interval: 5 }).toBe(0);
    expect(wait).toBeGreaterThan(0);
    if (write < 2) expect(wait).toBeLessThanOrEqual(40);
    else expect(wait).toBeGreaterThan(50_000);
  }
});

test('some callers may leave a reserve to others', async () => {
  const scope = 'telegram:bot';
  expect(await budget.take([{ scope, limit: 1, perMs: 60_000 }])).toBe(0);
  expect(await budget.take([{ scope, limit: 1, perMs: 60_000 }])).toBeGreaterThan(0);
  expect(await budget.take([{ scope, limit: 2, perMs: 60_000 }])).toBe(0);
});

test('the window slides: no boundary lets twice the limit through', async () => {
  const window = { scope: 'card', limit: 4, perMs: 150 };
  const taken: { askedAt: number; answeredAt: number }[] = [];
  while (taken.length < 14) {
    const askedAt = performance.now();
    if ((await budget.take([window])) === 0) taken.push({ askedAt, answeredAt: performance.now() });
  }
  for (const [index, { askedAt }] of taken.entries()) {
    const fifth = taken[index + 4];
    if (fifth !== undefined) expect(fifth.answeredAt - askedAt).toBeGreaterThanOrEqual(150 - 1);
  }
});

test('where the platform refused, nobody writes until it listens again', async () => {
  const window = { scope: 'telegram:bot', limit: 30, perMs: 1000 };
  await budget.block('telegram:bot', 60_000);
  await another.block('telegram:bot', 1);
  const wait = await another.take([window]);
  expect(wait).toBeGreaterThan(1);
  expect(wait).toBeLessThanOrEqual(60_000);
  const other = { ...window, scope: 'feishu:bot' };
  expect(await budget.take([other])).toBe(0);
  await budget.block('feishu:bot', 500);
  await expect.poll(() => another.take([other]), { interval: 10 }).toBe(0);
});

test('every key has a life', async () => {
  await budget.take([{ scope: 'a', limit: 3, perMs: 60_000 }]);
  await budget.block('a', 60_000);
  const keys = await redis.keys(`${prefix}*`);
  expect(keys).toHaveLength(2);
  for (const key of keys) expect(await redis.pttl(key)).toBeGreaterThan(0);
});
