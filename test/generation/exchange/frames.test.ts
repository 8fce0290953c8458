import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Frame, frames } from '../../../src/generation/exchange/frames.ts';
import { all, pieces } from './reading.ts';

const read = (text: string, cuts?: number[]) => all(frames(pieces(text, cuts)));
const event = (value: unknown): Frame => ({ kind: 'event', value });

test('every way of writing an event is read alike', async () => {
  const forms = [
    'data: {"a":"言"}\n\n',
    'data:{"a":"言"}\n\n',
    'data:   {"a":"言"}  \n\n',
    'data: {"a":"言"}\r\n\r\n',
    ': a comment\n\nevent: message\nid: 7\nretry: 10\ndata: {"a":"言"}\n\n',
    '\uFEFFdata: {"a":"言"}\n\n',
    '\n\ndata: {"a":"言"}\n\n',
  ];
  for (const form of forms) expect(await read(form), form).toEqual([event({ a: '言' })]);
});

test('the last event needs neither a blank line nor a line break', async () => {
  expect(await read('data: {"a":1}\n\ndata: {"a":2}\n')).toEqual([event({ a: 1 }), event({ a: 2 })]);
  expect(await read('data: {"a":1}\n\ndata: {"a":2}')).toEqual([event({ a: 1 }), event({ a: 2 })]);
});

test('a body that begins with a brace is one document, on however many lines', async () => {
  expect(await read(' \n{\n "error_code": 18,\n "error_msg": "qps"\n}\n')).toEqual([
    { kind: 'document', value: { error_code: 18, error_msg: 'qps' } },
  ]);
});

test('a bare JSON line in a stream is read as an event', async () => {
  expect(await read('data: {"a":1}\n\n{"error_code":336000}\n')).toEqual([
    event({ a: 1 }),
    event({ error_code: 336000 }),
  ]);
});

test('[DONE] ends what V2 says', async () => {
  expect(await read('data: {"a":1}\n\ndata: [DONE]\n\n')).toEqual([event({ a: 1 }), { kind: 'done' }]);
  expect(await read('data:[DONE]')).toEqual([{ kind: 'done' }]);
});

test('what cannot be parsed is malformed and spoils nothing else', async () => {
  expect(await read('data: {"is_end":false,is_trunc\n\ndata: {"a":2}\n\n<html>\n')).toEqual([
    { kind: 'malformed' },
    event({ a: 2 }),
    { kind: 'malformed' },
  ]);
  expect(await read('{"error_code":')).toEqual([{ kind: 'malformed' }]);
});

test('a key that lacks its opening quote, as in the samples of Baidu, is read', async () => {
  expect(await read('data: {"result":"他说，{a,b\\":c","is_end":false,is_truncated":false}\n\n')).toEqual([
    event({ result: '他说，{a,b":c', is_end: false, is_truncated: false }),
  ]);
});

test('an empty answer has no frames', async () => {
  expect(await read('')).toEqual([]);
  expect(await read(' \r\n\r\n')).toEqual([]);
});

test('a frame without an end breaks the answer instead of filling the memory', async () => {
  async function* endless() {
    yield Buffer.from('data: {"result":"');
    for (;;) yield Buffer.alloc(64 * 1024, 'x');
  }
  await expect(all(frames(endless()))).rejects.toMatchObject({ kind: 'broken' });
});

test('however the bytes are cut, the frames are the same', async () => {
  const line = fc.oneof(
    fc.record({ result: fc.string({ unit: 'grapheme' }) }).map(value => `data: ${JSON.stringify(value)}`),
    fc
      .record({ result: fc.constantFrom('你好。', '👨‍👩‍👧', 'é') })
      .map(value => `data:${JSON.stringify(value)}`),
    fc.constantFrom(': hi', 'event: x', '', 'data: [DONE]', 'data: {broken', '{"error_code":2}', 'data:'),
  );
  const body = fc
    .tuple(fc.array(line), fc.constantFrom('\n', '\r\n', '\n\n'))
    .map(([lines, end]) => lines.join(end));
  await fc.assert(
    fc.asyncProperty(body, fc.array(fc.nat(400)), async (text, cuts) => {
      expect(await read(text, cuts)).toEqual(await read(text));
    }),
  );
});
