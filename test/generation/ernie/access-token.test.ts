import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterAll, expect, inject, test } from 'vitest';
import { type Clock, systemClock } from '../../../src/clock.ts';
import { accessTokens } from '../../../src/generation/ernie/access-token.ts';
import { openConnections } from '../../../src/generation/exchange/http.ts';
import { keysFor } from '../../../src/keys.ts';
import { connect } from '../../../src/redis/connect.ts';
import { Secret } from '../../../src/secret.ts';
import { send, startVendor } from '../vendor-server.ts';

const dispatcher = openConnections();
const connections = [1, 2, 3].map(() => connect(inject('redisUrl'), 'patient', () => {}));
const [redis] = connections as [ReturnType<typeof connect>];
const never = new AbortController().signal;
const apiKey = new Secret('the-api-key');
const secretKey = new Secret('the-secret-key');

afterAll(async () => {
  for (const connection of connections) await connection.quit();
  await dispatcher.close();
});

/** A token endpoint, and three processes (each with a connection of its own) that need tokens from it. */
async function setting(answer: (res: ServerResponse, request: number) => void, clock: Clock = systemClock) {
  let requests = 0;
  const vendor = await startVendor(res => {
    requests += 1;
    answer(res, requests);
  });
  const keys = keysFor(`test-${randomUUID()}`);
  const renewed: unknown[] = [];
  const account = { baseUrl: vendor.url, apiKey, secretKey };
  const processes = connections.map(connection =>
    accessTokens(account, {
      redis: connection,
      keys,
      dispatcher,
      clock,
      log: (event, fields) => renewed.push({ event, fields }),
    }),
  );
  const [first, second] = processes as [(typeof processes)[0], (typeof processes)[0]];
  return { vendor, keys, processes, first, second, renewed, requests: () => requests };
}

const grant = (res: ServerResponse, request: number) =>
  send(res, JSON.stringify({ access_token: `24.token-${request}`, expires_in: 2592000 }));

const held = async (prefix: string) => {
  const keys = await redis.keys(`${prefix}*`);
  return Promise.all(
    keys.map(async key => ({ key, value: await redis.get(key), ms: await redis.pttl(key) })),
  );
};

test('many calls of several processes fetch one token', async () => {
  const { vendor, processes, requests, renewed } = await setting((res, request) => {
    setTimeout(() => grant(res, request), 50);
  });
  const all = processes.flatMap(tokens =>
    Array.from({ length: 20 }, () => tokens.current(new AbortController().signal)),
  );
  const values = (await Promise.all(all)).map(token => token.reveal());
  expect(new Set(values)).toEqual(new Set(['24.token-1']));
  expect(requests()).toBe(1);
  expect(renewed).toMatchObject([{ event: 'model.token-renewed', fields: { expiresInMs: 2592000000 } }]);
  expect(vendor.received[0]?.url).toBe(
    '/oauth/2.0/token?grant_type=client_credentials&client_id=the-api-key&client_secret=the-secret-key',
  );
  await vendor.close();
});

test('the token is in Redis for 90 % of its life, and cannot be read there', async () => {
  const { vendor, first, keys } = await setting(grant);
  await first.current(never);
  const [token, ...others] = await held(keys.accessToken(''));
  expect(others).toEqual([]);
  expect(token?.ms).toBeGreaterThan(0.9 * 2592000000 - 60_000);
  expect(token?.ms).toBeLessThanOrEqual(0.9 * 2592000000);
  const kept = inspect(token) + Buffer.from(token?.value ?? '', 'base64').toString('latin1');
  for (const secret of ['24.token-1', 'the-api-key', 'the-secret-key']) expect(kept).not.toContain(secret);
  expect(await held(keys.lease(''))).toEqual([]);
  await vendor.close();
});

test('a refused token is replaced once for everyone', async () => {
  const { vendor, first, second, requests } = await setting(grant);
  const old = await first.current(never);
  await Promise.all([first.refused(old), second.refused(old)]);
  expect((await second.current(never)).reveal()).toBe('24.token-2');
  await first.refused(old);
  expect((await first.current(never)).reveal()).toBe('24.token-2');
  expect(requests()).toBe(2);
  await vendor.close();
});

test('a token that nobody can decrypt any more is replaced', async () => {
  const { vendor, first, second, keys } = await setting(grant);
  await first.current(never);
  const [token] = await held(keys.accessToken(''));
  await redis.set(token?.key ?? '', Buffer.from('not what it was').toString('base64'));
  expect((await second.current(never)).reveal()).toBe('24.token-2');
  await vendor.close();
});

test('a process that died while it fetched is succeeded', async () => {
  const { vendor, first, second, keys } = await setting(grant);
  await first.current(never);
  const [token] = await held(keys.accessToken(''));
  const name = token?.key.split(':').at(-1);
  await redis.del(token?.key ?? '');
  await redis.set(keys.lease(`access-token:${name}`), 'a dead process', 'PX', 150);
  expect((await second.current(never)).reveal()).toBe('24.token-2');
  await vendor.close();
});

test.each([
  [
    '{"error":"invalid_client","error_description":"unknown client id"}',
    401,
    'credentials',
    'invalid_client',
  ],
  [
    '{"error":"invalid_request","error_description":"a parameter is missing"}',
    200,
    'credentials',
    'invalid_request',
  ],
  ['{"error":"server_error","error_description":"sorry"}', 200, 'unavailable', 'server_error'],
  ['{"error_code":4,"error_msg":"request limit reached"}', 200, 'rate', '4'],
  ['<html>', 502, 'unavailable', 'HTTP 502'],
  ['<html>', 200, 'unavailable', ''],
  ['{"access_token":"","expires_in":1}', 200, 'unavailable', ''],
])('%s with %i is %s', async (body, status, kind, code) => {
  const { vendor, processes, requests } = await setting(res => send(res, body, status));
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => processes[0]?.current(never)));
  for (const outcome of outcomes) {
    const reason = (outcome as PromiseRejectedResult).reason;
    expect(reason).toMatchObject({ name: 'ModelFailure', kind, code });
    for (const secret of ['the-api-key', 'the-secret-key'])
      expect(inspect(reason, { depth: 9, showHidden: true })).not.toContain(secret);
  }
  expect(requests()).toBe(1);
  await vendor.close();
});

test('keys that the endpoint repeats are not repeated by us', async () => {
  const body = '{"error":"invalid_client","error_description":"the-api-key with the-secret-key"}';
  const { vendor, first } = await setting(res => send(res, body, 401));
  await expect(first.current(never)).rejects.toThrow('[redacted] with [redacted]');
  await vendor.close();
});

test('an endpoint that is silent for 10 seconds is unavailable', async () => {
  const waits: number[] = [];
  const hurried: Clock = {
    ...systemClock,
    sleep: (ms, signal) => {
      waits.push(ms);
      return systemClock.sleep(Math.min(ms, 50), signal);
    },
  };
  const { vendor, first } = await setting(() => {}, hurried);
  await expect(first.current(never)).rejects.toMatchObject({ kind: 'unavailable' });
  expect(waits).toContain(10_000);
  await vendor.close();
});

test('a caller who is stopped does not stop the others', async () => {
  const waiting: (() => void)[] = [];
  const { vendor, first } = await setting((res, request) => waiting.push(() => grant(res, request)));
  const stop = new AbortController();
  const reason = new Error('stopped');
  const stopped = first.current(stop.signal);
  const other = first.current(never);
  await expect.poll(() => waiting.length).toBe(1);
  stop.abort(reason);
  await expect(stopped).rejects.toBe(reason);
  waiting[0]?.();
  expect((await other).reveal()).toBe('24.token-1');
  await vendor.close();
});
