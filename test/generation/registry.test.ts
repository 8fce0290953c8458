import { randomUUID } from 'node:crypto';
import { afterAll, expect, inject, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openConnections } from '../../src/generation/exchange/http.ts';
import { type ModelSettings, openModels } from '../../src/generation/registry.ts';
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
/** The models that answer where nobody chose another, the usual provider's first. */
const opened = (settings: Partial<ModelSettings>) =>
  [...openModels({ ...addresses, ...settings }, world).values()].map(({ usual, open }) => open(usual));
const namesOf = (settings: Partial<ModelSettings>) => opened(settings).map(({ name }) => name);

afterAll(async () => {
  await redis.quit();
  await dispatcher.close();
});

test('every provider with credentials is opened, Qianfan first unless another is named', () => {
  const [v1, v2] = ['ernie/completions_pro', 'qianfan/ernie-5.1'];
  expect(namesOf(ernie)).toEqual([v1]);
  expect(namesOf(qianfan)).toEqual([v2]);
  expect(namesOf({ ...ernie, ...qianfan })).toEqual([v2, v1]);
  expect(namesOf({ ...ernie, ...qianfan, MODEL_PROVIDER: 'ernie' })).toEqual([v1, v2]);
});

test('ERNIE takes 3000 tokens in all, by its document', () => {
  expect(opened(ernie)[0]).toMatchObject({ contextTokens: 3000, questionTokens: 3000 });
});

test('without credentials it is said what to set', () => {
  for (const settings of [
    {},
    { ...qianfan, MODEL_PROVIDER: 'ernie' as const },
    { ERNIE_API_KEY: new Secret('a') },
  ])
    expect(() => opened(settings)).toThrow('set ERNIE_API_KEY and ERNIE_SECRET_KEY, or QIANFAN_API_KEY');
});
