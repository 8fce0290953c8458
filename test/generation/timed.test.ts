import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { timed } from '../../src/generation/timed.ts';
import type { Chunk, Model, Prompt } from '../../src/model.ts';
import { all, heard } from './exchange/reading.ts';

const prompt: Prompt = { messages: [{ role: 'user', content: '你好' }], parameters: {}, userHash: 'u' };
const end: Chunk = { kind: 'end', usage: undefined, truncated: false, forget: false };
const text = (content: string): Chunk => ({ kind: 'text', text: content });
const never = new AbortController().signal;
const patient = { firstByteMs: 10_000, idleMs: 10_000, totalMs: 10_000 };

/** A model that speaks after these pauses, and remembers how it was ended. */
function speaking(script: readonly (Chunk | number)[], obedient = true) {
  const seen = { aborted: false, returned: false };
  const model: Model = {
    name: 'scripted',
    contextTokens: 1,
    questionTokens: 1,
    async *stream(_, signal) {
      signal.addEventListener('abort', () => {
        seen.aborted = true;
      });
      try {
        for (const step of script) {
          if (typeof step === 'number') await systemClock.sleep(step, obedient ? signal : undefined);
          else yield step;
        }
      } finally {
        seen.returned = true;
      }
    },
  };
  return { model, seen };
}

test('an answer in time passes unchanged, and its call is not cut', async () => {
  const { model, seen } = speaking([text('一'), 5, text('二'), end]);
  expect(await all(timed(model, patient, systemClock).stream(prompt, never))).toEqual([
    text('一'),
    text('二'),
    end,
  ]);
  expect(seen).toEqual({ aborted: false, returned: true });
});

test('a model that never begins is silent, and its call is cut', async () => {
  const { model, seen } = speaking([60_000]);
  const { error } = await heard(
    timed(model, { ...patient, firstByteMs: 20 }, systemClock).stream(prompt, never),
  );
  expect(error).toMatchObject({ kind: 'silent', message: expect.stringContaining('20 ms') });
  expect(seen.aborted).toBe(true);
});

test('a model that falls silent is cut after its text', async () => {
  const { model, seen } = speaking([text('一'), 60_000, end]);
  const answer = await heard(timed(model, { ...patient, idleMs: 20 }, systemClock).stream(prompt, never));
  expect(answer).toMatchObject({ text: '一', error: { kind: 'silent' } });
  expect(seen.aborted).toBe(true);
});

test('a model that thinks aloud is not silent, and its thoughts are not heard', async () => {
  const { model } = speaking([...Array.from({ length: 10 }, () => [15, text('')]).flat(), text('一'), end]);
  const answer = all(
    timed(model, { ...patient, firstByteMs: 100, idleMs: 100 }, systemClock).stream(prompt, never),
  );
  expect(await answer).toEqual([text('一'), end]);
});

test('a model that talks for ever is cut at the end of its time', async () => {
  const { model } = speaking(Array.from({ length: 1000 }, (_, i) => (i % 2 ? text('啊') : 5)));
  const { error } = await heard(timed(model, { ...patient, totalMs: 60 }, systemClock).stream(prompt, never));
  expect(error).toMatchObject({ kind: 'silent', message: expect.stringContaining('60 ms') });
});

test('a model that does not listen holds nobody up', async () => {
  const { model } = speaking([5_000], false);
  const { error } = await heard(
    timed(model, { ...patient, firstByteMs: 20 }, systemClock).stream(prompt, never),
  );
  expect(error).toMatchObject({ kind: 'silent' });
});

test('the pauses of a slow reader are not the silence of the model', async () => {
  const { model } = speaking([text('一'), text('二'), end]);
  const heardChunks: Chunk[] = [];
  for await (const chunk of timed(model, { ...patient, idleMs: 20 }, systemClock).stream(prompt, never)) {
    heardChunks.push(chunk);
    await systemClock.sleep(40);
  }
  expect(heardChunks).toHaveLength(3);
});

test('a stopped turn ends with the reason of the stop', async () => {
  const { model, seen } = speaking([text('一'), 60_000]);
  const stop = new AbortController();
  const reason = new Error('stopped by the asker');
  const answer = timed(model, patient, systemClock).stream(prompt, stop.signal)[Symbol.asyncIterator]();
  await answer.next();
  const next = answer.next();
  stop.abort(reason);
  await expect(next).rejects.toBe(reason);
  expect(seen.aborted).toBe(true);
});

test('a reader who leaves ends the call', async () => {
  const { model, seen } = speaking([text('一'), 60_000]);
  for await (const _ of timed(model, patient, systemClock).stream(prompt, never)) break;
  await expect.poll(() => seen).toEqual({ aborted: true, returned: true });
});
