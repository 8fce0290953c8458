import { afterAll, expect, test } from 'vitest';
import { accountOf } from '../../../src/generation/permits/account.ts';
import { accountState } from '../../../src/generation/permits/account-state.ts';
import { cutPace } from '../../../src/generation/permits/pace.ts';
import { vendorWords } from '../../../src/generation/permits/vendor-word.ts';
import { openSpace } from '../../support/space.ts';

const space = openSpace();
afterAll(() => space.close());
const { redis, keys } = space;

const idle = { used: 0, usedInMinute: 0, inLine: 0, limit: 5 };

test('calls of the last second and the last minute are counted, and those in line', async () => {
  const { key } = accountOf(redis, keys, 'busy');
  const [seconds = 0] = await redis.time();
  const micro = (ago: number) => (Number(seconds) - ago) * 1e6;
  await redis.zadd(key('log'), micro(70), 'old', micro(30), 'one', micro(20), 'two', micro(0), 'now');
  await redis.zadd(key('line'), 1, 'waits', 2, 'waits too');
  expect(await accountState(redis, keys, 'busy', 5)).toMatchObject({ usedInMinute: 3, inLine: 2 });
});

test('an account of which nothing was learnt has the limits of the settings', async () => {
  expect(await accountState(redis, keys, 'qianfan', 5)).toEqual({ account: 'qianfan', ...idle, setting: 5 });
});

test('what was learnt of one account is told of it, and not of the other', async () => {
  const account = accountOf(redis, keys, 'ernie');
  await cutPace(account, 'rate', 10);
  const hand = vendorWords(account, { qps: 10, tpm: 50_000 }, () => 0);
  await hand({ requestsPerMinute: 60, tokensPerMinute: 120_000 });
  const { limit, ...state } = await accountState(redis, keys, 'ernie', 10);
  const { limit: _, ...others } = idle;
  expect(state).toEqual({ account: 'ernie', ...others, setting: 10, callsPerMinute: 60 });
  expect(limit).toBeCloseTo(7, 0);
  expect((await accountState(redis, keys, 'qianfan', 10)).limit).toBe(10);
});

test('an outage is told with how long it has lasted', async () => {
  const [seconds = 0] = await redis.time();
  const since = (Number(seconds) - 90) * 1000;
  await redis.hset(accountOf(redis, keys, 'down').key('outage'), 'since', since);
  const { downForMs = 0 } = await accountState(redis, keys, 'down', 5);
  expect(Math.round(downForMs / 10_000)).toBe(9);
});
