import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { ModelFailure } from '../../src/errors.ts';
import type { LimitedModel } from '../../src/generation/limited.ts';
import type { ModelWorld, ProviderName } from '../../src/generation/registry.ts';
import { silentLog } from '../../src/log.ts';
import type { House } from '../../src/main/house.ts';
import { type LimitedModels, type OpenSources, openLimitedModels } from '../../src/main/limited-models.ts';
import { Undo } from '../../src/main/undo.ts';
import type { Model } from '../../src/model.ts';
import { openSpace, type Space } from '../support/space.ts';

const line = { since: 1, seen: false };
const prompt = { messages: [{ role: 'user' as const, content: '问' }], parameters: {}, userHash: 'u' };
const never = () => new AbortController().signal;

let space: Space;
let undo: Undo;
let world: ModelWorld | undefined;
beforeEach(() => {
  space = openSpace();
  undo = new Undo();
});
afterEach(async () => {
  await undo.run(() => {});
  await space.close();
});

/** Fails as it is told to. */
const failing = { qianfan: undefined as ModelFailure | undefined };

function modelOf(provider: ProviderName, model: string): Model {
  return {
    name: `${provider}/${model}`,
    contextTokens: 3000,
    questionTokens: 2000,
    async *stream() {
      if (provider === 'qianfan' && failing.qianfan) throw failing.qianfan;
      yield { kind: 'end', usage: undefined, truncated: false, forget: false };
    },
  };
}

const sources: OpenSources = (_, given) => {
  world = given;
  const of = (provider: ProviderName, usual: string) =>
    [provider, { usual, open: (model: string) => modelOf(provider, model) }] as const;
  return new Map([of('qianfan', 'ernie-5.1'), of('ernie', 'completions_pro')]);
};

function open(settings: { qps?: number; concurrency?: number; processId?: string } = {}) {
  const outages: string[] = [];
  const house = {
    settings: {
      MODEL_QPS: settings.qps ?? 50,
      MODEL_CONCURRENCY: settings.concurrency ?? 10,
      MODEL_FIRST_BYTE_TIMEOUT_MS: 5000,
      MODEL_IDLE_TIMEOUT_MS: 5000,
      MODEL_TOTAL_TIMEOUT_MS: 5000,
    },
    store: { patient: space.redis, subscriber: space.connect(), keys: space.keys },
    processId: settings.processId ?? 'p',
    clock: systemClock,
    log: silentLog,
    undo,
  } as unknown as House;
  const models = openLimitedModels(house, sources, (provider, { kind }) =>
    outages.push(`${provider} ${kind}`),
  );
  return { models, outages };
}

async function kindsOf(model: LimitedModel): Promise<string[]> {
  const kinds: string[] = [];
  for await (const { kind } of model.stream(prompt, line, never())) kinds.push(kind);
  return kinds;
}

test('a chat is answered by what it chose: a provider, or one of its models; else, and where that is gone, by the usual', () => {
  const { models } = open();
  const nameOf = (choice?: string) => models.chosen(choice).name;
  expect([nameOf(), nameOf('ernie'), nameOf('qianfan/a/b'), nameOf('gone/x'), nameOf('qianfan/')]).toEqual([
    'qianfan/ernie-5.1',
    'ernie/completions_pro',
    'qianfan/a/b',
    'qianfan/ernie-5.1',
    'qianfan/ernie-5.1',
  ]);
  expect(models.chosen('qianfan/ernie-5.1')).toBe(models.usual);
});

const callsOf = (provider: ProviderName) => space.redis.zcard(space.keys.permits(provider, 'log'));

test('all models of a provider are called on one budget, and each provider on its own', async () => {
  const { models } = open({ qps: 2 });
  for (const choice of ['qianfan', 'qianfan/other', 'ernie']) {
    expect(await kindsOf(models.chosen(choice))).toContain('end');
  }
  expect([await callsOf('qianfan'), await callsOf('ernie')]).toEqual([2, 1]);
});

test('what a vendor tells of its limits is about its own account', async () => {
  open();
  world?.onLimits?.('ernie', { requestsPerMinute: 7 });
  await expect.poll(() => space.redis.hget(space.keys.permits('ernie', 'said'), 'rpm')).toBe('7');
  expect(await space.redis.exists(space.keys.permits('qianfan', 'said'))).toBe(0);
});

test('streams are counted over all providers', async () => {
  const { models } = open({ concurrency: 1 });
  const first = models.usual.stream(prompt, line, never())[Symbol.asyncIterator]();
  for (let next = await first.next(); next.value?.kind !== 'begun'; next = await first.next());
  const second = models.chosen('ernie').stream(prompt, line, never())[Symbol.asyncIterator]();
  expect((await second.next()).value).toEqual({ kind: 'waiting', place: 1 });
  await first.return?.();
  expect((await second.next()).value).toMatchObject({ kind: 'begun' });
  await second.return?.();
});

async function failAfterARow(models: LimitedModels): Promise<void> {
  const now = Date.now();
  const row = { failures: 4, first: now - 6000, last: now - 10 };
  await space.redis.hset(space.keys.permits('qianfan', 'outage'), row);
  failing.qianfan = new ModelFailure('unavailable', 'HTTP 500');
  await expect(kindsOf(models.usual)).rejects.toThrow('HTTP 500');
  failing.qianfan = undefined;
}

test('a provider that is down is told of by its name, and the other one answers', async () => {
  const { models, outages } = open();
  await failAfterARow(models);
  await expect.poll(() => outages).toEqual(['qianfan unavailable']);
  expect(await kindsOf(models.chosen('ernie'))).toContain('end');
  expect(await callsOf('qianfan')).toBe(1);
});
