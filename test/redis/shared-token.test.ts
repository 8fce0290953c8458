import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { afterAll, expect, inject, test } from 'vitest';
import { type Clock, systemClock } from '../../src/clock.ts';
import { keysFor } from '../../src/keys.ts';
import { connect } from '../../src/redis/connect.ts';
import { sharedToken } from '../../src/redis/shared-token.ts';
import { Secret } from '../../src/secret.ts';

const redis = connect(inject('redisUrl'), 'patient', () => {});
afterAll(() => redis.disconnect());

/** Processes that share the tokens of one account; the vendor numbers them. */
function openProcesses(count: number, parts: { redis?: Redis; clock?: Clock } = {}) {
  const keys = keysFor(`test-token-${randomUUID()}`);
  let requests = 0;
  const source = {
    account: 'an account',
    secret: new Secret('a secret'),
    request: async () => ({ token: new Secret(`token ${++requests}`), expiresInMs: 60_000 }),
    silent: () => new Error('silent'),
    renewed() {},
  };
  const world = { redis, keys, clock: systemClock, ...parts };
  const processes = Array.from({ length: count }, () => sharedToken(source, world));
  return { processes, requests: () => requests };
}

const signal = AbortSignal.timeout(60_000);

test('many calls of many processes fetch one token', async () => {
  const { processes, requests } = openProcesses(3);
  await Promise.all(processes.flatMap(process => [process.current(signal), process.current(signal)]));
  expect(requests()).toBe(1);
});

test('a token that was refused is not used again, whoever reads it meanwhile', async () => {
  const { processes, requests } = openProcesses(1);
  for (const { current, refused } of processes) {
    const first = await current(signal);
    await Promise.all([refused(first), current(signal), current(signal)]);
    expect((await current(signal)).reveal()).toBe('token 2');
  }
  expect(requests()).toBe(2);
});

test('while Redis is away the token that was known last is used', async () => {
  const away = connect(inject('redisUrl'), 'hasty', () => {});
  await new Promise(resolve => away.once('ready', resolve));
  let now = Date.now();
  const clock = { ...systemClock, now: () => now };
  const { processes, requests } = openProcesses(1, { redis: away, clock });
  const current = async () => (await processes[0]?.current(signal))?.reveal();
  expect(await current()).toBe('token 1');
  away.disconnect();
  now += 60_000;
  expect(await current()).toBe('token 1');
  expect(requests()).toBe(1);
});
