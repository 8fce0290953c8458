import { afterAll, expect, test } from 'vitest';
import { accountOf } from '../../../src/generation/permits/account.ts';
import { accountState } from '../../../src/generation/permits/account-state.ts';
import { cutPace } from '../../../src/generation/permits/pace.ts';
import { vendorWords } from '../../../src/generation/permits/vendor-word.ts';
import { openSpace } from '../../support/space.ts';

const space = openSpace();
afterAll(() => space.close());
const { redis, keys } = space;

test('an account of which nothing was learnt has the limits of the settings', async () => {
  expect(await accountState(redis, keys, 'qianfan', 5)).toEqual({ account: 'qianfan', used: 0, limit: 5 });
});

test('what was learnt of one account is told of it, and not of the other', async () => {
  const account = accountOf(redis, keys, 'ernie');
  await cutPace(account, 'rate', 10);
  const hand = vendorWords(account, { qps: 10, tpm: 50_000 }, () => 0);
  await hand({ requestsPerMinute: 60, tokensPerMinute: 120_000 });
  const { limit, ...state } = await accountState(redis, keys, 'ernie', 10);
  expect(state).toEqual({ account: 'ernie', used: 0, callsPerMinute: 60 });
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
