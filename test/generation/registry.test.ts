import { randomUUID } from 'node:crypto';
import { afterAll, expect, inject, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openConnections } from '../../src/generation/exchange/http.ts';
import { type ModelSettings, openModel } from '../../src/generation/registry.ts';
import { keysFor } from '../../src/keys.ts';
import { silentLog } from '../../src/log.ts';
import { connect } from '../../src/redis/connect.ts';
import { Secret } from '../../src/secret.ts';

const redis = connect(inject('redisUrl'), 'patient', () => {});
const dispatcher = openConnections();
const world = {
  redis,
  keys: keysFor(`test-${randomUUID()}`),
  dispatcher,
  clock: systemClock,
  log: silentLog,
};
const addresses = {
  ERNIE_BASE_URL: 'http://127.0.0.1:1',
  ERNIE_MODEL: 'completions_pro',
  QIANFAN_BASE_URL: 'http://127.0.0.1:1/v2',
  QIANFAN_MODEL: 'ernie-5.1',
};
const ernie = { ERNIE_API_KEY: new Secret('a'), ERNIE_SECRET_KEY: new Secret('b') };
const qianfan = { QIANFAN_API_KEY: new Secret('c') };
const chosen = (settings: Partial<ModelSettings>) => openModel({ ...addresses, ...settings }, world);

afterAll(async () => {
  await redis.quit();
  await dispatcher.close();
});

test('whichever has credentials answers, Qianfan when both have, unless one is named', () => {
  expect(chosen(ernie).name).toBe('ernie/completions_pro');
  expect(chosen(qianfan).name).toBe('qianfan/ernie-5.1');
  expect(chosen({ ...ernie, ...qianfan }).name).toBe('qianfan/ernie-5.1');
  expect(chosen({ ...ernie, ...qianfan, MODEL_PROVIDER: 'ernie' }).name).toBe('ernie/completions_pro');
});

test('ERNIE takes 3000 tokens in all, by its document', () => {
  expect(chosen(ernie)).toMatchObject({ contextTokens: 3000, questionTokens: 3000 });
});

test('without credentials it is said what to set', () => {
  for (const settings of [
    {},
    { ...qianfan, MODEL_PROVIDER: 'ernie' as const },
    { ERNIE_API_KEY: new Secret('a') },
  ])
    expect(() => chosen(settings)).toThrow('set ERNIE_API_KEY and ERNIE_SECRET_KEY, or QIANFAN_API_KEY');
});
