import { expect, test } from 'vitest';
import { ModelFailure } from '../../src/errors.ts';
import { limited } from '../../src/generation/limited.ts';
import type { PermitRequest, Permits } from '../../src/generation/permits/permits.ts';
import type { Chunk, Model, Prompt } from '../../src/model.ts';

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

/** Permits that are given when the test says so. */
function openFakePermits() {
  const requests: PermitRequest[] = [];
  const wentOut: PermitRequest[] = [];
  const settled: number[] = [];
  const slowedDown: number[] = [];
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
            wentOut: async () => void wentOut.push(request),
            settle: async tokens => void settled.push(tokens),
          }),
        );
        signal.addEventListener('abort', () => {
          aborted.push(signal.reason);
          reject(signal.reason);
        });
      }),
    slowDown: async ms => void slowedDown.push(ms),
    close: async () => {},
  };
  return { permits, requests, wentOut, settled, slowedDown, tellPlace, give, aborted };
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
  const model = limited(talking, permits, 1);
  expect(model).toMatchObject({ name: 'fake', contextTokens: 3000, questionTokens: 2000 });
  expect(await all(model.stream(prompt, line, signal()))).toEqual([{ kind: 'begun' }, ...answer]);
});

test('the places in the line are told until the call begins', async () => {
  const { permits, tellPlace, give } = openFakePermits();
  const chunks = limited(talking, permits, 1).stream(prompt, line, signal())[Symbol.asyncIterator]();
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

test('the budget hears an estimate at first, and what was used at the end', async () => {
  const { permits, requests, settled } = openFreePermits();
  await all(limited(talking, permits, 1).stream(prompt, { since: 5, seen: true }, signal()));
  expect(requests).toEqual([{ since: 5, seen: true, tokens: 6 }]);
  expect(settled).toEqual([9]);
});

test('a process streams no more replies at once than it may, and tells the place in its own line', async () => {
  const { permits, requests } = openFreePermits();
  const model = limited(talking, permits, 1);
  const running = model.stream(prompt, line, signal())[Symbol.asyncIterator]();
  await running.next();
  const waiting = model.stream(prompt, line, signal())[Symbol.asyncIterator]();
  expect((await waiting.next()).value).toEqual({ kind: 'waiting', place: 1 });
  expect(requests).toHaveLength(1);
  await running.return?.();
  expect((await waiting.next()).value).toEqual({ kind: 'begun' });
});

test('a vendor that finds us too fast slows everybody down; other failures do not; the slot is free again', async () => {
  const { permits, slowedDown } = openFreePermits();
  const failures = [
    new ModelFailure('rate', 'too fast', { code: '18' }),
    new ModelFailure('rate', 'too fast', { retryInMs: 4000 }),
    new ModelFailure('unavailable', 'down'),
  ];
  const model = limited(
    modelThat(async function* () {
      const failure = failures.shift();
      if (failure) throw failure;
      yield* answer;
    }),
    permits,
    1,
  );
  for (const message of ['too fast', 'too fast', 'down']) {
    await expect(all(model.stream(prompt, line, signal()))).rejects.toThrow(message);
  }
  expect(slowedDown).toEqual([1000, 4000]);
  expect(await all(model.stream(prompt, line, signal()))).toHaveLength(3);
});

test('who is stopped while waiting leaves the line, and so does who stops reading', async () => {
  const { permits, tellPlace, aborted, give } = openFakePermits();
  const model = limited(talking, permits, 1);
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
