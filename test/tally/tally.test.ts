import { randomUUID } from 'node:crypto';
import Redis from 'ioredis-mock';
import { beforeAll, expect, test } from 'vitest';
import { keysFor } from '../../src/keys.ts';
import { openBills } from '../../src/tally/bills.ts';
import { countersFor, type SettledTurn } from '../../src/tally/counters.ts';
import { readStats, readUsage } from '../../src/tally/report.ts';

const keys = keysFor(`test-${randomUUID()}`);
const zone = 'Asia/Shanghai';
const now = Date.parse('2026-11-23T04:00:00Z');
const dayMs = 86_400_000;
/** Counting needs neither a script nor a second connection, so that an imitation serves. */
const redis = new Redis();

const turn = (change: Partial<SettledTurn> = {}): SettledTurn => ({
  at: now,
  person: 'telegram:2',
  chat: 'telegram:-100',
  usage: { promptTokens: 10, completionTokens: 5 },
  firstTextMs: 650,
  ...change,
});

async function settle(settled: SettledTurn) {
  for (const { key, field, by } of countersFor(settled, keys, zone)) await redis.hincrby(key, field, by);
}

beforeAll(async () => {
  for (let i = 0; i < 18; i++) await settle(turn({ person: 'telegram:3' }));
  await settle(turn({ firstTextMs: 900 }));
  await settle(turn({ firstTextMs: 900_000 }));
  const { usage: _, firstTextMs: __, ...bare } = turn();
  await settle({ ...bare, failure: 'quota' });
  await settle(turn({ at: now - 29 * dayMs }));
  await settle(turn({ at: now - 30 * dayMs }));
});

test('a settled turn counts for its person, its chat and its day, and zeros are not written', () => {
  const { usage: _, firstTextMs: __, ...bare } = turn();
  expect(countersFor({ ...bare, failure: 'quota' }, keys, zone)).toEqual([
    { key: keys.stats('2026-11-23'), field: 'messages', by: 1 },
    { key: keys.stats('2026-11-23'), field: 'failures:quota', by: 1 },
  ]);
  expect(countersFor(turn(), keys, zone)).toEqual([
    { key: keys.usage('2026-11-23'), field: 'user:telegram:2:replies', by: 1 },
    { key: keys.usage('2026-11-23'), field: 'user:telegram:2:tokens', by: 15 },
    { key: keys.usage('2026-11-23'), field: 'chat:telegram:-100:replies', by: 1 },
    { key: keys.usage('2026-11-23'), field: 'chat:telegram:-100:tokens', by: 15 },
    { key: keys.stats('2026-11-23'), field: 'messages', by: 1 },
    { key: keys.stats('2026-11-23'), field: 'answers', by: 1 },
    { key: keys.stats('2026-11-23'), field: 'first-text:700', by: 1 },
  ]);
});

test('usage is told for today and for thirty days with today', async () => {
  const report = await readUsage(
    redis,
    keys,
    { platform: 'telegram', person: 'telegram:2', chat: 'telegram:-100' },
    now,
    zone,
  );
  expect(report.mine).toEqual({ today: { replies: 2, tokens: 30 }, month: { replies: 3, tokens: 45 } });
  expect(report.chat).toEqual({ today: { replies: 20, tokens: 300 }, month: { replies: 21, tokens: 315 } });
});

test('who never asked has used nothing', async () => {
  const none = { replies: 0, tokens: 0 };
  expect(await readUsage(redis, keys, { platform: 'telegram', person: 'telegram:9' }, now, zone)).toEqual({
    mine: { today: none, month: none },
  });
});

test('what a platform bills is told of this month, to who uses that platform', async () => {
  const bills = openBills(redis, keys, zone);
  await bills.add('dingtalk', 'calls', now);
  await bills.add('dingtalk', 'calls', now);
  await bills.add('dingtalk', 'messages', now);
  await bills.add('dingtalk', 'calls', now + 31 * 86_400_000);
  expect(Object.fromEntries(await bills.read(now))).toEqual({ dingtalk: { calls: 2, messages: 1 } });
  const owners = { platform: 'dingtalk', person: 'dingtalk:9' };
  expect((await readUsage(redis, keys, owners, now, zone)).bill).toEqual({ calls: 2, messages: 1 });
});

test('the stats of a day tell answers, failures by kind and how soon text came', async () => {
  expect(await readStats(redis, keys, now, zone)).toEqual({
    messages: 21,
    answers: 20,
    failures: { quota: 1 },
    firstText: { p50Ms: 700, p95Ms: 1000 },
  });
});

test('a day on which nothing happened has no times', async () => {
  expect(await readStats(redis, keys, now + dayMs, zone)).toEqual({ messages: 0, answers: 0, failures: {} });
});
