import fc from 'fast-check';
import { expect, test } from 'vitest';
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
    end: { kind: 'end', usage: undefined, truncated: false, forget: true },
  });
});

test('Qianfan withdraws an answer by its flag, and only from 2 on', async () => {
  const flagged = (flag: number) =>
    events(
      { choices: [{ delta: { content: '好' }, flag }] },
      { choices: [{ delta: { content: '' }, finish_reason: 'stop' }] },
    );
  for (const flag of [0, 1])
    expect((await heard(said(qianfan, flagged(flag)).stream)).end).toMatchObject({ forget: false });
  for (const flag of [2, 3, 4])
    expect(await heard(said(qianfan, flagged(flag)).stream)).toMatchObject({
      text: '',
      end: { forget: true },
    });
});

test("an answer that the model's own limit cut says so", async () => {
  const v1 = events({ result: '半', is_end: true, is_truncated: true });
  const v2 = events({ choices: [{ delta: { content: '半' }, finish_reason: 'length' }] });
  expect((await heard(said(ernie, v1).stream)).end).toMatchObject({ truncated: true });
  expect((await heard(said(qianfan, v2).stream)).end).toMatchObject({ truncated: true });
});

test('thoughts are a sign of life without a text', async () => {
  const body = events(
    { choices: [{ delta: { reasoning_content: '想' } }] },
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
  const broken = 'data: {"is_end":false,is_truncated":false,"result":"丢"}\n\n';
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
