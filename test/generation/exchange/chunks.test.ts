import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ModelFailure } from '../../../src/errors.ts';
import { dialect as ernie } from '../../../src/generation/ernie/dialect.ts';
import { chunks } from '../../../src/generation/exchange/chunks.ts';
import { frames } from '../../../src/generation/exchange/frames.ts';
import { dialect as qianfan } from '../../../src/generation/qianfan/dialect.ts';
import { all, heard, pieces } from './reading.ts';

const events = (...values: unknown[]) => values.map(value => `data: ${JSON.stringify(value)}\n\n`).join('');
const said = (dialect: typeof ernie, body: string, cuts?: readonly number[]) => {
  const skipped: number[] = [];
  return {
    skipped,
    stream: chunks(
      frames(pieces(body, cuts)),
      value => dialect.part(value),
      count => skipped.push(count),
    ),
  };
};

test('ERNIE counts each event and all totals: the answer took the last total less the prompt', async () => {
  const usage = (completion: number, total: number) => ({
    prompt_tokens: 11,
    completion_tokens: completion,
    total_tokens: total,
  });
  const body = events(
    { result: '一。', is_end: false, usage: usage(16, 27) },
    { result: '二。', is_end: false, usage: usage(50, 77) },
    { result: '三。', is_end: true, usage: usage(43, 120) },
  );
  expect(await all(said(ernie, body).stream)).toEqual([
    { kind: 'text', text: '一。' },
    { kind: 'text', text: '二。' },
    { kind: 'text', text: '三。' },
    { kind: 'end', usage: { promptTokens: 11, completionTokens: 109 }, truncated: false, forget: false },
  ]);
});

test('nothing is read after the demand to clear the history', async () => {
  const body = events(
    { result: '一。', is_end: false },
    { result: '坏', is_end: false, need_clear_history: true, ban_round: -1 },
    { result: '后', is_end: true },
  );
  expect(await heard(said(ernie, body).stream)).toEqual({
    text: '一。',
    end: { kind: 'end', usage: undefined, truncated: false, forget: true, banRound: -1 },
  });
});

test("Qianfan's flag 1 changes nothing", async () => {
  const body = events({ choices: [{ delta: { content: '好' }, flag: 1, finish_reason: 'stop' }] });
  expect(await heard(said(qianfan, body).stream)).toEqual({
    text: '好',
    end: { kind: 'end', usage: undefined, truncated: false, forget: false },
  });
});

test("with Qianfan's flag 2 the answer is read to its end, and forgotten", async () => {
  const body = events(
    { choices: [{ delta: { content: '一' }, flag: 2, ban_round: 3 }] },
    { choices: [{ delta: { content: '二' }, finish_reason: 'stop' }] },
    { choices: [], usage: { prompt_tokens: 6, completion_tokens: 3 } },
  );
  const usage = { promptTokens: 6, completionTokens: 3 };
  expect(await heard(said(qianfan, body).stream)).toEqual({
    text: '一二',
    end: { kind: 'end', usage, truncated: false, forget: true, textMayStay: true, banRound: 3 },
  });
});

test.each([3, 4, 5])("after Qianfan's flag %i nothing is read, and nothing may stay", async flag => {
  const body = events(
    { choices: [{ delta: { content: '一' } }] },
    { choices: [{ delta: { content: '坏' }, flag, ban_round: -1 }] },
    { choices: [{ delta: { content: '后' }, finish_reason: 'stop' }] },
  );
  expect(await heard(said(qianfan, body).stream)).toEqual({
    text: '一',
    end: { kind: 'end', usage: undefined, truncated: false, forget: true, banRound: -1 },
  });
});

test('a milder flag is overruled by a stricter one', async () => {
  const body = events(
    { choices: [{ delta: { content: '一' }, flag: 2 }] },
    { choices: [{ delta: { content: '坏' }, flag: 4 }] },
  );
  expect((await heard(said(qianfan, body).stream)).end).toEqual({
    kind: 'end',
    usage: undefined,
    truncated: false,
    forget: true,
  });
});

test('a demand to forget outlives the stream that brought it', async () => {
  const flagged = events({ choices: [{ delta: { content: '一' }, flag: 2 }] });
  async function* cut() {
    yield* pieces(flagged);
    throw new ModelFailure('broken', 'cut');
  }
  for (const bytes of [cut(), pieces(flagged)])
    expect(await heard(chunks(frames(bytes), qianfan.part, () => {}))).toMatchObject({
      text: '一',
      end: { forget: true, textMayStay: true, truncated: true },
    });
});

test('what is to be forgotten calls nothing', async () => {
  const tool_calls = [{ index: 0, id: 'c', function: { name: 'weather', arguments: '{}' } }];
  const body = events({ choices: [{ delta: { tool_calls }, flag: 2, finish_reason: 'tool_calls' }] });
  const v1 = events({
    is_end: true,
    result: '',
    need_clear_history: true,
    function_call: { name: 'weather' },
  });
  for (const [dialect, bytes] of [
    [qianfan, body],
    [ernie, v1],
  ] as const)
    expect((await all(said(dialect, bytes).stream)).map(chunk => chunk.kind)).not.toContain('calls');
});

test("an answer that the model's own limit cut says so", async () => {
  const v1 = events({ result: '半', is_end: true, is_truncated: true });
  const v2 = events({ choices: [{ delta: { content: '半' }, finish_reason: 'length' }] });
  expect((await heard(said(ernie, v1).stream)).end).toMatchObject({ truncated: true });
  expect((await heard(said(qianfan, v2).stream)).end).toMatchObject({ truncated: true });
});

test('thoughts come before the text and are none of it', async () => {
  const body = events(
    { choices: [{ delta: { reasoning_content: '先' } }] },
    { choices: [{ delta: { reasoning_content: '想', content: '好' } }] },
    { choices: [{ delta: { content: '。' }, finish_reason: 'stop' }] },
  );
  expect((await all(said(qianfan, body).stream)).slice(0, -1)).toEqual([
    { kind: 'thinking', text: '先' },
    { kind: 'thinking', text: '想' },
    { kind: 'text', text: '好' },
    { kind: 'text', text: '。' },
  ]);
});

test('a part that says nothing is a sign of life', async () => {
  const body = events(
    { choices: [{ delta: { role: 'assistant' } }] },
    { choices: [{ delta: { content: '好' }, finish_reason: 'stop' }] },
  );
  expect((await all(said(qianfan, body).stream)).slice(0, 2)).toEqual([
    { kind: 'text', text: '' },
    { kind: 'text', text: '好' },
  ]);
});

test('usage that comes after the text of Qianfan is still counted', async () => {
  const body = `${events(
    { choices: [{ delta: { content: '好', reasoning_content: '想' } }] },
    { choices: [{ delta: {}, finish_reason: 'normal' }] },
    { choices: [], usage: { prompt_tokens: 6, completion_tokens: 3, total_tokens: 9 } },
  )}data: [DONE]\n\n`;
  expect(await heard(said(qianfan, body).stream)).toMatchObject({
    text: '好',
    end: { usage: { promptTokens: 6, completionTokens: 3 } },
  });
});

test('unreadable frames are skipped, counted once, and cost only their own text', async () => {
  const broken = 'data: {"is_end":false,"is_truncated":fal,"result":"丢"}\n\n';
  const odd = events({ result: 7 }, null, [], 'text', { id: 'as-1' });
  const { stream, skipped } = said(
    ernie,
    events({ result: '一' }) + broken + odd + events({ result: '二', is_end: true }),
  );
  expect(await heard(stream)).toMatchObject({ text: '一二', end: { truncated: false } });
  expect(skipped).toEqual([6]);
});

test('a stream that stops before its end is broken, after its text', async () => {
  for (const body of [
    events({ result: '一', is_end: false }),
    '',
    '<html>down</html>',
    '{"hello":1}',
    '{"result":',
  ])
    expect((await heard(said(ernie, body).stream)).error, body).toMatchObject({ kind: 'broken' });
  expect(await heard(said(ernie, events({ result: '一', is_end: false })).stream)).toMatchObject({
    text: '一',
  });
});

test('a whole answer is delivered as a stream of one', async () => {
  const v1 = '{"result":"你好！","is_truncated":false,"usage":{"prompt_tokens":2,"total_tokens":5}}';
  const v2 =
    '{"choices":[{"message":{"role":"assistant","content":"你好！"},"finish_reason":"stop"}],' +
    '"usage":{"prompt_tokens":2,"completion_tokens":3}}';
  for (const [dialect, body] of [
    [ernie, v1],
    [qianfan, v2],
  ] as const)
    expect(await all(said(dialect, body).stream)).toEqual([
      { kind: 'text', text: '你好！' },
      { kind: 'end', usage: { promptTokens: 2, completionTokens: 3 }, truncated: false, forget: false },
    ]);
});

test('however the bytes are cut, the answer is the same', async () => {
  const sentence = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('重要：', '😀👨‍👩‍👧', 'é', '\r\n'),
  );
  const ends = fc.constantFrom('\n\n', '\r\n\r\n', '\n');
  await fc.assert(
    fc.asyncProperty(fc.array(sentence), ends, fc.array(fc.nat(600)), async (sentences, end, cuts) => {
      const parts = [...sentences.map(result => ({ result, is_end: false })), { result: '。', is_end: true }];
      const body = parts.map(part => `data: ${JSON.stringify(part)}${end}`).join('');
      const answer = await heard(said(ernie, body, cuts).stream);
      expect(answer).toMatchObject({ text: `${sentences.join('')}。`, end: { kind: 'end' } });
    }),
  );
});
