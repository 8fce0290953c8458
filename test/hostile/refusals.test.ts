import { randomUUID } from 'node:crypto';
import { Agent } from 'undici';
import { afterAll, expect, inject, test } from 'vitest';
import { exchange } from '../../adapters/dingtalk/api/exchange.ts';
import { startHostileVendor } from '../../proof/fuzz/world/hostile-vendor.ts';
import { systemClock } from '../../src/clock.ts';
import { failureOf } from '../../src/generation/exchange/refusal.ts';
import { keysFor } from '../../src/keys.ts';
import { connect } from '../../src/redis/connect.ts';
import { sharedToken } from '../../src/redis/shared-token.ts';
import { Secret } from '../../src/secret.ts';

const secret = 'the-secret-that-went-out-with-the-call';

test("a model's code is told short, and without the secret that it repeats", () => {
  const context = { vendor: 'ERNIE', headers: {}, advice: {}, secrets: [secret] };
  const refusal = { kind: 'request', code: `${secret}${'9'.repeat(5000)}`, message: '' } as const;
  const { message, code } = failureOf(refusal, context);
  expect(code).toHaveLength(64);
  expect(message).not.toContain(secret);
  expect(message.length).toBeLessThan(200);
});

test('a model that asks for a wait without an end is given a day', () => {
  const context = { vendor: 'ERNIE', headers: { 'retry-after': '1e308' }, advice: {}, secrets: [] };
  expect(failureOf({ kind: 'rate', code: '18', message: '' }, context).retryInMs).toBe(86_400_000);
});

test('a secret that stands where words are cut is not told by half', async () => {
  const vendor = await startHostileVendor();
  const dispatcher = new Agent();
  const message = `${'x'.repeat(280)} ${secret} ${'y'.repeat(5000)}`;
  vendor.answers({
    status: 400,
    headers: {},
    body: JSON.stringify({ code: 'no', message }),
    cuts: [],
    breaks: false,
  });
  const app = {
    clientId: 'a',
    clientSecret: new Secret(secret),
    robotCode: 'a',
    apiBase: vendor.url,
    oapiBase: vendor.url,
  };
  const call = { app, dispatcher, method: 'POST', url: vendor.url, name: 'POST /', body: {} } as const;
  const failure = await exchange(call).then(
    () => undefined,
    (error: Error) => error,
  );
  expect(failure?.message).toMatch(/^POST \/: no x+ \[redacted\]/);
  expect(failure?.message.length).toBeLessThan(400);
  await dispatcher.destroy();
  await vendor.close();
});

const redis = connect(inject('redisUrl'), 'patient', () => {});
afterAll(() => redis.disconnect());

test.each([Number.POSITIVE_INFINITY, 1e300])(
  'an access token that lives %s ms is kept for a year',
  async expiresInMs => {
    const keys = keysFor(`test-${randomUUID()}`);
    const source = {
      account: 'an account',
      secret: new Secret(secret),
      request: async () => ({ token: new Secret('t'), expiresInMs }),
      silent: () => new Error('silent'),
      renewed() {},
    };
    const token = await sharedToken(source, { redis, keys, clock: systemClock }).current(
      AbortSignal.timeout(10_000),
    );
    expect(token.reveal()).toBe('t');
    expect(await redis.pttl(keys.accessToken('an account'))).toBeGreaterThan(300 * 86_400_000);
  },
);
