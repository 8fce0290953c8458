import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encrypt, sign } from '../../simulators/feishu/delivery/cipher.ts';
import { decodeFrame, encodeFrame } from '../../simulators/feishu/delivery/frame.ts';
import { countTables, imagesOf, mentionsIn } from '../../simulators/feishu/markdown.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

const eventHeaders = [
  ['type', 'event'],
  ['message_id', 'm1'],
  ['sum', '1'],
  ['seq', '0'],
  ['trace_id', 't1'],
] as const;
const eventFrame = {
  seqId: 1,
  logId: 2,
  service: 7,
  method: 1,
  headers: eventHeaders,
  payload: Buffer.from('{}'),
};

test.each([
  [
    'a ping',
    { seqId: 0, logId: 0, service: 33_554_678, method: 0, headers: [['type', 'ping']] as const },
    '0800100018f681801020002a0c0a0474797065120470696e67',
  ],
  [
    'an event',
    eventFrame,
    '08011002180720012a0d0a047479706512056576656e742a100a0a6d6573736167655f696412026d312a080a0373756d1201312a080a037365711201302a0e0a0874726163655f69641202743142027b7d',
  ],
  [
    'its acknowledgement',
    {
      ...eventFrame,
      headers: [...eventHeaders, ['biz_rt', '3']] as const,
      payload: Buffer.from('{"code":200}'),
    },
    '08011002180720012a0d0a047479706512056576656e742a100a0a6d6573736167655f696412026d312a080a0373756d1201312a080a037365711201302a0e0a0874726163655f6964120274312a0b0a0662697a5f7274120133420c7b22636f6465223a3230307d',
  ],
])('%s is written and read as protobuf does', (_, frame, bytes) => {
  expect(encodeFrame(frame).toString('hex')).toBe(bytes);
  const read = decodeFrame(hex(bytes));
  expect({ ...read, payload: read.payload && Buffer.from(read.payload) }).toEqual({
    payload: undefined,
    ...frame,
  });
});

test('every frame comes back as it was', () => {
  const number = fc.nat();
  const headers = fc.array(fc.tuple(fc.string(), fc.string()));
  fc.assert(
    fc.property(number, number, headers, fc.uint8Array(), (seqId, service, headers, payload) => {
      const frame = { seqId, logId: 0, service, method: 1, headers, payload };
      const read = decodeFrame(encodeFrame(frame));
      expect({ ...read, payload: Uint8Array.from(read.payload ?? []) }).toEqual(frame);
    }),
  );
});

test('what is cut short is no frame', () => {
  expect(() => decodeFrame(hex('0800100018f6'))).toThrow(RangeError);
});

test('events are encrypted and signed as the vendor does', () => {
  const official = Buffer.from('P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=', 'base64');
  expect(encrypt('hello world', 'test key', official.subarray(0, 16))).toBe(official.toString('base64'));

  const body = '{"encrypt":"P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk="}';
  expect(sign('1700000000', 'nonce-1', 'test key', body)).toBe(
    '002a272a435d056759149cce18e88064ff320d38d91a09432445c344c4296949',
  );
  expect(sign('1700000000', 'nonce-1', 'test key', body.replace(':', ': '))).toBe(
    'e007967e8d25b1fff72be88551a04c3c98bc4a5cef359ed9b8c8240194b0877f',
  );
});

test('tables, pictures and mentions count where they show, and not in fences', () => {
  const shown =
    '| a | b |\n|---|:-:|\n| 1 | 2 |\n\n![x](https://a.example/b.png) <at id=ou_li></at> <at user_id="all">';
  expect(countTables(shown)).toBe(1);
  expect(imagesOf(shown)).toEqual(['https://a.example/b.png']);
  expect(mentionsIn(shown)).toEqual(['ou_li', 'all']);

  const fenced = `\`\`\`md\n${shown}\n\`\`\``;
  expect([countTables(fenced), imagesOf(fenced).length, mentionsIn(fenced).length]).toEqual([0, 0, 0]);
});
