import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nextPart } from '../../simulators/ernie/going-on.ts';
import { type ErnieSimulator, startErnie } from '../../simulators/ernie/index.ts';
import { callV1, callV2, events, freshToken } from './ernie-caller.ts';

let simulator: ErnieSimulator;
beforeEach(async () => {
  simulator = await startErnie({ chunkMs: 0 });
});
afterEach(() => simulator.close());

/** Half of a character: with the u flag the halves of a whole one are not seen apart. */
const loneSurrogate = /\p{Surrogate}/u;

const user = (content: string) => ({ role: 'user', content });
const assistant = (content: string) => ({ role: 'assistant', content });

/** What V1 says to these messages, and whether it was cut. */
async function saidV1(...messages: object[]): Promise<[text: string, truncated: boolean]> {
  const reply = await callV1(simulator, await freshToken(simulator), { messages });
  const { result, is_truncated } = (await reply.json()) as { result: string; is_truncated: boolean };
  return [result, is_truncated];
}

test('a cut answer says so and goes on where it was cut', async () => {
  const question = user('数到9 #truncate=6,12');
  expect(await saidV1(question)).toEqual(['1。2。3。', true]);
  const soFar = [question, assistant('1。2。3。'), user('继续')];
  expect(await saidV1(...soFar)).toEqual(['4。5。6。', true]);
  expect(await saidV1(...soFar, assistant('4。5。6。'), user('请继续'))).toEqual(['7。8。9。', false]);
});

test('an answer that was joined goes on behind all of it', async () => {
  const question = user('数到9 #truncate=6,12');
  expect(await saidV1(question, assistant('1。2。3。4。5。6。'), user('continue'))).toEqual([
    '7。8。9。',
    false,
  ]);
});

test('the rest may repeat what was said', async () => {
  const question = user('数到6 #truncate=6 #overlap=2');
  expect(await saidV1(question)).toEqual(['1。2。3。', true]);
  expect(await saidV1(question, assistant('1。2。3。'), user('继续'))).toEqual(['3。4。5。6。', false]);
});

test('V2 tells a cut with its reason, and the answer of a test is cut too', async () => {
  simulator.reply(() => '甲。乙。');
  const reply = await callV2(simulator, { messages: [user('#truncate=3')], stream: true });
  const chunks = events(await reply.text());
  expect(chunks.map(chunk => chunk.choices?.[0]?.delta.content)).toEqual(['甲。', '乙']);
  expect(chunks.at(-1)?.choices?.[0]?.finish_reason).toBe('length');
});

test('继续 without a cut is a question like others', async () => {
  const [text] = await saidV1(user('数到3'), assistant('1。2。3。'), user('继续'));
  expect(text).toContain('“继续”');
});

test('the parts of any text, less what they repeat, are the text, and no character is torn', () => {
  const texts = fc
    .array(fc.constantFrom('话', '😀', '。', 'a', '\n'), { minLength: 1 })
    .map(all => all.join(''));
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(texts, cuts, (text, unsorted) => {
      const question = `#truncate=${unsorted.sort((a, b) => a - b).join(',')}`;
      const parts: string[] = [];
      for (let more = true; more && parts.length < 9; ) {
        const part = nextPart(question, text, [parts.join('')]);
        parts.push(part?.text ?? '');
        more = part?.truncated ?? false;
      }
      expect(parts.join('')).toBe(text);
      expect(parts.filter(part => loneSurrogate.test(part))).toEqual([]);
    }),
  );
});
