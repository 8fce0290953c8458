import Redis from 'ioredis-mock';
import { expect, test } from 'vitest';
import { keysFor } from '../../src/keys.ts';
import { openBills } from '../../src/tally/bills.ts';
import { readUsage } from '../../src/tally/usage.ts';

const timeZone = 'Asia/Shanghai';
const now = Date.parse('2026-11-23T04:00:00Z');
/** Bills need neither a script nor a call that blocks, so that an imitation serves. */
const redis = new Redis();
const keys = keysFor('bills');

test('what a platform bills is told of this month, to who uses that platform', async () => {
  const bills = openBills(redis, keys, timeZone);
  await bills.add('dingtalk', 'calls', now);
  await bills.add('dingtalk', 'calls', now);
  await bills.add('dingtalk', 'messages', now);
  await bills.add('dingtalk', 'calls', now + 31 * 86_400_000);
  expect(Object.fromEntries(await bills.read(now))).toEqual({ dingtalk: { calls: 2, messages: 1 } });

  const books = { redis, keys, timeZone, prices: new Map() };
  const billOf = async (platform: string) =>
    (await readUsage(books, { platform, person: `${platform}:9` }, now)).bill;
  expect(await billOf('dingtalk')).toEqual({ calls: 2, messages: 1 });
  expect(await billOf('feishu')).toBeUndefined();
});
