import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dialect as ernie } from '../../../src/generation/ernie/dialect.ts';
import { chunks } from '../../../src/generation/exchange/chunks.ts';
import { frames } from '../../../src/generation/exchange/frames.ts';
import { dialect as qianfan } from '../../../src/generation/qianfan/dialect.ts';
import { all, heard, pieces } from './reading.ts';

const read = (dialect: typeof ernie, body: string) =>
  chunks(
    frames(pieces(body)),
    value => dialect.part(value),
    () => {},
  );
const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

describe('ERNIE calls', () => {
  const calling = (function_call: unknown, more: object = {}) =>
    event({ id: 'as-1', sentence_id: 0, is_end: true, result: '', function_call, ...more });

  test('one function, whole, in the only event; the call gets an id of ours', async () => {
    const usage = { prompt_tokens: 8, completion_tokens: 4, total_tokens: 12 };
    const call = { name: 'weather', thoughts: '要查天气', arguments: '{"city":"北京"}' };
    expect(await all(read(ernie, calling(call, { usage })))).toEqual([
      { kind: 'calls', calls: [{ id: 'as-1-0', ...call }] },
      { kind: 'end', usage: { promptTokens: 8, completionTokens: 4 }, truncated: false, forget: false },
    ]);
  });

  test('without a stream in the same form, be there a text or not', async () => {
    const body = JSON.stringify({ id: 'as-1', function_call: { name: 'now', arguments: '{}' } });
    expect((await heard(read(ernie, body))).calls).toEqual([{ id: 'as-1-0', name: 'now', arguments: '{}' }]);
  });

  test('by a name that no vendor would take back: it goes on under one that all take', async () => {
    const names = ['functions.天气 now', 'x'.repeat(1000)];
    const heardOf = await Promise.all(
      names.map(name => heard(read(ernie, calling({ name, arguments: '{}' })))),
    );
    expect(heardOf.map(({ calls }) => calls?.[0]?.name)).toEqual(['functions____now', 'x'.repeat(64)]);
  });

  test.each([{}, null, { name: '', arguments: '' }])('nothing with %j', async call => {
    expect(await heard(read(ernie, calling(call, { result: '你好' })))).toEqual({
      text: '你好',
      end: { kind: 'end', usage: undefined, truncated: false, forget: false },
    });
  });

  test.each([
    ['a text that is no JSON', '{"city":', '{"city":'],
    ['no text at all', '', '{}'],
    ['an object in the place of a text', { city: '北京' }, '{"city":"北京"}'],
  ])('with %s', async (_, given, told) => {
    const { calls } = await heard(read(ernie, calling({ name: 'weather', arguments: given })));
    expect(calls).toMatchObject([{ name: 'weather', arguments: told }]);
  });
});

describe('Qianfan calls', () => {
  interface Piece {
    index?: number;
    id?: string;
    type?: 'function';
    function?: { name?: string; arguments?: string };
  }
  const body = (...deltas: Piece[][]) =>
    [
      ...deltas.map(tool_calls => event({ id: 'as-2', choices: [{ index: 0, delta: { tool_calls } }] })),
      event({ id: 'as-2', choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] }),
      event({ id: 'as-2', choices: [], usage: { prompt_tokens: 6, completion_tokens: 3 } }),
      'data: [DONE]\n\n',
    ].join('');
  const callsIn = async (text: string) => (await heard(read(qianfan, text))).calls;

  test('several functions at once, whose arguments come in pieces', async () => {
    const text = body(
      [{ index: 0, id: 'call_a', type: 'function', function: { name: 'weather', arguments: '' } }],
      [{ index: 0, function: { arguments: '{"city":' } }],
      [{ index: 1, id: 'call_b', type: 'function', function: { name: 'time', arguments: '{}' } }],
      [{ index: 0, function: { arguments: '"北京"}' } }],
    );
    const chunkList = await all(read(qianfan, text));
    expect(chunkList.slice(-2)).toEqual([
      {
        kind: 'calls',
        calls: [
          { id: 'call_a', name: 'weather', arguments: '{"city":"北京"}' },
          { id: 'call_b', name: 'time', arguments: '{}' },
        ],
      },
      { kind: 'end', usage: { promptTokens: 6, completionTokens: 3 }, truncated: false, forget: false },
    ]);
  });

  test('after words of its own', async () => {
    const words = event({ choices: [{ delta: { content: '我查一下。' } }] });
    const text = words + body([{ index: 0, id: 'a', function: { name: 'weather', arguments: '{}' } }]);
    expect(await heard(read(qianfan, text))).toMatchObject({ text: '我查一下。', calls: [{ id: 'a' }] });
  });

  test('without a stream', async () => {
    const tool_calls = [
      { id: 'a', type: 'function', function: { name: 'weather', arguments: '{"city":"北京"}' } },
      { id: 'b', type: 'function', function: { name: 'time', arguments: '{}' } },
    ];
    const message = { role: 'assistant', tool_calls };
    const text = JSON.stringify({ id: 'as-2', choices: [{ message, finish_reason: 'tool_calls' }] });
    expect(await callsIn(text)).toEqual([
      { id: 'a', name: 'weather', arguments: '{"city":"北京"}' },
      { id: 'b', name: 'time', arguments: '{}' },
    ]);
  });

  test('without indexes: a new id is a new call', async () => {
    const text = body(
      [{ id: 'a', function: { name: 'weather', arguments: '{"city":' } }],
      [{ function: { arguments: '"北京"}' } }],
      [{ id: 'b', function: { name: 'time', arguments: '{}' } }],
    );
    expect(await callsIn(text)).toEqual([
      { id: 'a', name: 'weather', arguments: '{"city":"北京"}' },
      { id: 'b', name: 'time', arguments: '{}' },
    ]);
  });

  test('each with an id of its own, also where the vendor gives none, or one twice', async () => {
    const text = body([
      { index: 0, id: 'a', function: { name: 'one' } },
      { index: 1, id: 'a', function: { name: 'two' } },
      { index: 2, function: { name: 'three' } },
    ]);
    expect(await callsIn(text)).toEqual([
      { id: 'a', name: 'one', arguments: '{}' },
      { id: 'as-2-1', name: 'two', arguments: '{}' },
      { id: 'as-2-2', name: 'three', arguments: '{}' },
    ]);
  });

  test('nothing that has no name', async () => {
    expect(await callsIn(body([{ index: 0, id: 'a', function: { arguments: '{}' } }]))).toBeUndefined();
  });

  test('nothing when the stream breaks before its end', async () => {
    const begun = [{ index: 0, id: 'a', function: { name: 'weather', arguments: '{"ci' } }];
    const { calls, error } = await heard(
      read(qianfan, event({ choices: [{ delta: { tool_calls: begun } }] })),
    );
    expect(calls).toBeUndefined();
    expect(error).toMatchObject({ kind: 'broken' });
  });

  test('nothing whose arguments have no end', async () => {
    const piece = [{ index: 0, function: { name: 'weather', arguments: 'x'.repeat(100_000) } }];
    expect((await heard(read(qianfan, body(piece, piece, piece)))).error).toMatchObject({ kind: 'broken' });
  });

  test('the same, however the arguments are cut and the calls are mixed', async () => {
    const argumentsText = fc.string({ unit: 'grapheme', minLength: 1 }).map(city => JSON.stringify({ city }));
    const call = fc.record({ text: argumentsText, cuts: fc.array(fc.nat(40), { maxLength: 4 }) });
    await fc.assert(
      fc.asyncProperty(
        fc.array(call, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
        async (wanted, order) => {
          const queues = wanted.map(({ text, cuts }, index): Piece[] => {
            const places = [0, ...cuts.sort((a, b) => a - b), text.length];
            return places.slice(1).map((place, at) => ({
              index,
              ...(at === 0 && { id: `call-${index}` }),
              function: {
                ...(at === 0 && { name: `function_${index}` }),
                arguments: text.slice(places[at], Math.max(place, places[at] ?? 0)),
              },
            }));
          });
          // First all beginnings, in order, then what follows, mixed.
          const deltas = queues.map(queue => [queue.shift() as Piece]);
          for (const pick of order) {
            const left = queues.filter(queue => queue.length > 0);
            const piece = left[pick % Math.max(1, left.length)]?.shift();
            if (piece) deltas.push([piece]);
          }
          expect(await callsIn(body(...deltas))).toEqual(
            wanted.map(({ text }, index) => ({
              id: `call-${index}`,
              name: `function_${index}`,
              arguments: text,
            })),
          );
        },
      ),
    );
  });
});
