import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ModelFailure } from '../../../src/errors.ts';
import { limited } from '../../../src/generation/limited.ts';
import { openSlots } from '../../../src/generation/permits/slots.ts';
import type { Chunk, Model, Prompt } from '../../../src/model.ts';
import { never, openProcess, type Process } from './process.ts';

const prompt: Prompt = {
  messages: [{ role: 'user', content: '十个字的问题在这里呢' }],
  parameters: {},
  userHash: 'u',
};
const line = { since: 1, seen: false };

let opened: Process;
beforeEach(() => {
  opened = openProcess({
    processId: 'a',
    prefix: `test-tokens-${randomUUID()}`,
    limits: { qps: 50, tpm: 1000 },
  });
});
afterEach(() => opened.end());

function talking(stream: (signal: AbortSignal) => AsyncIterable<Chunk>) {
  const model: Model = {
    name: 'fake',
    contextTokens: 3000,
    questionTokens: 2000,
    stream: (_, signal) => stream(signal),
  };
  return limited(model, opened.permits, openSlots(5));
}

/** What of the minute counts as used. */
async function used(): Promise<number> {
  const counts = await opened.redis.hvals(opened.keys.permits('a', 'tokens'));
  return counts.reduce((sum, count) => sum + Number(count), 0);
}

async function readAll(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}

test('a call counts with an estimate of its answer while it runs, and with the vendor’s count after it', async () => {
  const during: number[] = [];
  const model = talking(async function* () {
    during.push(await used());
    yield { kind: 'text', text: '好' };
    yield { kind: 'end', usage: { promptTokens: 11, completionTokens: 5 }, truncated: false, forget: false };
  });
  await readAll(model.stream(prompt, line, never()));
  expect(during[0]).toBeGreaterThan(300);
  await expect.poll(used).toBe(16);
});

test('a call that is refused gives all its tokens back', async () => {
  const next = () => Promise.reject(new ModelFailure('quota', 'no'));
  const model = talking(() => ({ [Symbol.asyncIterator]: () => ({ next }) }));
  await expect(readAll(model.stream(prompt, line, never()))).rejects.toThrow('no');
  await expect.poll(used).toBe(0);
});

test('a call that is stopped in mid-answer counts what was sent and what came', async () => {
  const model = talking(async function* () {
    yield { kind: 'text', text: '一二三四五' };
    await new Promise(() => {});
  });
  const chunks = model.stream(prompt, line, never())[Symbol.asyncIterator]();
  await chunks.next();
  const sent = (await used()) - 300;
  await chunks.next();
  await chunks.return?.();
  await expect.poll(used).toBe(sent + 5);
});

test('a prompt larger than the whole minute is answered, alone', async () => {
  const model = talking(async function* () {
    yield {
      kind: 'end',
      usage: { promptTokens: 5000, completionTokens: 1 },
      truncated: false,
      forget: false,
    };
  });
  const large = { ...prompt, messages: [{ role: 'user' as const, content: '长'.repeat(3000) }] };
  await readAll(model.stream(large, line, never()));
  await expect.poll(used).toBe(5001);
});

test('an estimate that is no number, or too large to be written as one, holds up nobody', async () => {
  const { permits } = opened;
  for (const tokens of [Number.NaN, -5, 0.5]) {
    const permit = await permits.take({ ...line, tokens }, never(), () => {});
    await permit.settle(Number.NaN);
  }
  const huge = await permits.take({ ...line, tokens: 1e30 }, never(), () => {});
  await huge.settle(10);
  await expect(permits.take({ ...line, tokens: 10 }, never(), () => {})).resolves.toBeDefined();
});

test('tokens that a clock set back has left in the far future are not counted', async () => {
  const { permits, redis, keys } = opened;
  const [seconds] = await redis.time();
  await redis.hset(keys.permits('a', 'tokens'), { [Number(seconds) + 3600]: 1000 });
  await expect(permits.take({ ...line, tokens: 500 }, never(), () => {})).resolves.toBeDefined();
});
