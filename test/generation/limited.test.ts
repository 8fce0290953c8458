import { expect, test } from 'vitest';
import { ModelFailure } from '../../src/errors.ts';
import { limited } from '../../src/generation/limited.ts';
import type { Sign } from '../../src/generation/permits/outage.ts';
import type { PermitRequest } from '../../src/generation/permits/permit.ts';
import type { Permits } from '../../src/generation/permits/permits.ts';
import { openSlots } from '../../src/generation/permits/slots.ts';
import type { Chunk, Model, Prompt } from '../../src/model.ts';
import { estimateTokens } from '../../src/tokens.ts';

const prompt: Prompt = {
  system: '你是助手',
  messages: [{ role: 'user', content: '你好' }],
  parameters: {},
  userHash: 'u',
};
const line = { since: 1, seen: false };
const signal = () => new AbortController().signal;

const answer: readonly Chunk[] = [
  { kind: 'text', text: '你好！' },
  { kind: 'end', usage: { promptTokens: 6, completionTokens: 3 }, truncated: false, forget: false },
];

function modelThat(stream: Model['stream']): Model {
  return { name: 'fake', contextTokens: 3000, questionTokens: 2000, stream };
}
const talking = modelThat(async function* () {
  yield* answer;
});

/** Fails as told, and talks when nothing is left to fail of. */
const failing = (failures: readonly ModelFailure[]) => {
  const left = [...failures];
  return modelThat(async function* () {
    const failure = left.shift();
    if (failure) throw failure;
    yield* answer;
  });
};

/** Permits that are given when the test says so. */
function openFakePermits() {
  const requests: PermitRequest[] = [];
  const settled: number[] = [];
  const signs: Sign[] = [];
  const givenBack: PermitRequest[] = [];
  const refused: unknown[][] = [];
  const tellPlace: ((place: number) => void)[] = [];
  const give: (() => void)[] = [];
  const aborted: unknown[] = [];
  const permits: Permits = {
    take: (request, signal, onPlace) =>
      new Promise((resolve, reject) => {
        requests.push(request);
        tellPlace.push(onPlace);
        give.push(() =>
          resolve({
            mayGo: async () => {},
            gone: async () => {},
            settle: async tokens => void settled.push(tokens),
            tell: async sign => void signs.push(sign),
            giveBack: async () => void givenBack.push(request),
          }),
        );
        signal.addEventListener('abort', () => {
          aborted.push(signal.reason);
          reject(signal.reason);
        });
      }),
    refused: async (...how) => void refused.push(how),
    heed: async () => {},
    slowDown: async () => {},
    close: async () => {},
  };
  return { permits, requests, settled, signs, givenBack, refused, tellPlace, give, aborted };
}

/** Permits that nobody waits for. */
function openFreePermits() {
  const fake = openFakePermits();
  const take: Permits['take'] = (...args) => {
    const permit = fake.permits.take(...args);
    fake.give.at(-1)?.();
    return permit;
  };
  return { ...fake, permits: { ...fake.permits, take } };
}

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const chunks: T[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

test('the model speaks as without limits, once it may; its name and sizes stay', async () => {
  const { permits } = openFreePermits();
  const model = limited(talking, permits, openSlots(1));
  expect(model).toMatchObject({ name: 'fake', contextTokens: 3000, questionTokens: 2000 });
  expect(await all(model.stream(prompt, line, signal()))).toEqual([{ kind: 'begun' }, ...answer]);
});

test('the places in the line are told until the call begins', async () => {
  const { permits, tellPlace, give } = openFakePermits();
  const chunks = limited(talking, permits, openSlots(1))
    .stream(prompt, line, signal())
    [Symbol.asyncIterator]();
  const next = async () => (await chunks.next()).value;
  const first = next();
  await expect.poll(() => tellPlace.length).toBe(1);
  tellPlace[0]?.(7);
  expect(await first).toEqual({ kind: 'waiting', place: 7 });
  tellPlace[0]?.(3);
  tellPlace[0]?.(2);
  expect(await next()).toEqual({ kind: 'waiting', place: 2 });
  give[0]?.();
  expect(await next()).toEqual({ kind: 'begun' });
});

test('the budget hears an estimate of question and answer at first, and what was used at the end', async () => {
  const { permits, requests, settled } = openFreePermits();
  await all(limited(talking, permits, openSlots(1)).stream(prompt, { since: 5, seen: true }, signal()));
  expect(requests).toEqual([{ since: 5, seen: true, tokens: 6 + 300 }]);
  expect(settled).toEqual([9]);
});

test('the estimate counts the functions that are offered, what they were called with and what they gave back', async () => {
  const { permits, requests } = openFreePermits();
  const model = limited(talking, permits, openSlots(1));
  const call = { id: '1', name: 'weather', arguments: '{"city":"北京"}' };
  const longer: Prompt = {
    ...prompt,
    functions: [{ name: 'weather', description: '查询天气', parameters: { type: 'object', properties: {} } }],
    messages: [
      ...prompt.messages,
      { role: 'assistant', content: '', calls: [call] },
      { role: 'function', call, content: '晴，25 度' },
    ],
  };
  await all(model.stream(longer, line, signal()));
  const parts = [
    ...prompt.messages.map(({ content }) => content),
    '你是助手',
    JSON.stringify(longer.functions?.[0]),
    'weather {"city":"北京"}',
    '晴，25 度',
  ];
  const sent = parts.reduce((sum, part) => sum + estimateTokens(part), 0);
  expect(requests).toMatchObject([{ tokens: sent + 300 }]);
});

test('a process streams no more replies at once than it may, and tells the place in its own line', async () => {
  const { permits, requests } = openFreePermits();
  const model = limited(talking, permits, openSlots(1));
  const running = model.stream(prompt, line, signal())[Symbol.asyncIterator]();
  await running.next();
  const waiting = model.stream(prompt, line, signal())[Symbol.asyncIterator]();
  expect((await waiting.next()).value).toEqual({ kind: 'waiting', place: 1 });
  expect(requests).toHaveLength(1);
  await running.return?.();
  expect((await waiting.next()).value).toEqual({ kind: 'begun' });
});

test('a vendor that finds us too fast slows everybody down; other failures do not; the slot is free again', async () => {
  const { permits, refused } = openFreePermits();
  const failures = [
    new ModelFailure('rate', 'too fast', { code: '18' }),
    new ModelFailure('minute-rate', 'too fast', { retryInMs: 4000 }),
    new ModelFailure('unavailable', 'down'),
  ];
  const model = limited(failing(failures), permits, openSlots(1));
  for (const message of ['too fast', 'too fast', 'down']) {
    await expect(all(model.stream(prompt, line, signal()))).rejects.toThrow(message);
  }
  expect(refused).toEqual([
    ['rate', undefined],
    ['minute-rate', 4000],
  ]);
  expect(await all(model.stream(prompt, line, signal()))).toHaveLength(3);
});

test('a call tells once whether the vendor answers: a refusal is an answer, silence before the first word is none', async () => {
  const { permits, signs } = openFreePermits();
  const kinds = ['unavailable', 'broken', 'silent', 'rate', 'quota', 'unsafe'] as const;
  const model = limited(failing(kinds.map(kind => new ModelFailure(kind, kind))), permits, openSlots(1));
  for (const kind of kinds) {
    await expect(all(model.stream(prompt, line, signal()))).rejects.toThrow(kind);
  }
  expect(signs).toEqual(['down', 'down', 'down', 'answers', 'answers', 'answers']);
  await all(model.stream(prompt, line, signal()));
  expect(signs.slice(6)).toEqual(['answers']);

  const breaking = modelThat(async function* () {
    yield { kind: 'text', text: '好' };
    throw new ModelFailure('broken', 'in mid-answer');
  });
  await expect(
    all(limited(breaking, permits, openSlots(1)).stream(prompt, line, signal())),
  ).rejects.toThrow();
  expect(signs.slice(7)).toEqual(['answers']);

  const left = limited(talking, permits, openSlots(1)).stream(prompt, line, signal())[Symbol.asyncIterator]();
  await left.next();
  await left.return?.();
  expect(signs.slice(8)).toEqual(['nothing']);
});

test('a call that is refused uses no tokens; one that breaks uses what was sent and what came', async () => {
  const { permits, settled } = openFreePermits();
  const refused = limited(failing([new ModelFailure('rate', 'no')]), permits, openSlots(1));
  await expect(all(refused.stream(prompt, line, signal()))).rejects.toThrow('no');
  const breaking = modelThat(async function* () {
    yield { kind: 'thinking', text: '想想' };
    yield { kind: 'text', text: '你好吗' };
    throw new ModelFailure('broken', 'in mid-answer');
  });
  const broken = limited(breaking, permits, openSlots(1));
  await expect(all(broken.stream(prompt, line, signal()))).rejects.toThrow('in mid-answer');
  expect(settled).toEqual([0, 6 + 5]);
});

test('who is stopped while waiting leaves the line, and so does who stops reading', async () => {
  const { permits, tellPlace, aborted, give } = openFakePermits();
  const model = limited(talking, permits, openSlots(1));
  const stop = new AbortController();
  const stopped = all(model.stream(prompt, line, stop.signal));
  await expect.poll(() => tellPlace.length).toBe(1);
  stop.abort(new Error('enough'));
  await expect(stopped).rejects.toThrow('enough');

  const reading = model.stream(prompt, line, signal())[Symbol.asyncIterator]();
  const place = reading.next();
  await expect.poll(() => tellPlace.length).toBe(2);
  tellPlace[1]?.(4);
  await place;
  await reading.return?.();
  expect(aborted).toHaveLength(2);

  const next = model.stream(prompt, line, signal())[Symbol.asyncIterator]();
  const begun = next.next();
  await expect.poll(() => give.length).toBe(3);
  give[2]?.();
  expect((await begun).value).toEqual({ kind: 'begun' });
});
