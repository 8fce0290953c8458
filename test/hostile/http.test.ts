import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDoors, secrets } from '../../proof/fuzz/world/doors.ts';
import { type HttpServer, startServer } from '../../src/arrival/server.ts';
import { systemClock } from '../../src/clock.ts';

let server: HttpServer;
let url: string;
const doors = openDoors();
beforeAll(async () => {
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    clock: systemClock,
    routes: { webhooks: doors.webhooks, pages: new Map() },
  });
  url = `http://127.0.0.1:${server.port}/webhooks/telegram`;
});
afterAll(() => server.close());

const secret = { 'x-telegram-bot-api-secret-token': secrets.telegram.reveal() };
const update = {
  update_id: 1,
  message: { message_id: 1, date: 1, chat: { id: 1, type: 'private' }, text: 'x' },
};

async function post(body: string | Buffer, headers: Record<string, string> = {}): Promise<number> {
  const { status } = await fetch(url, { method: 'POST', body, headers: { ...secret, ...headers } });
  return status;
}

/** Sends bytes as they are. @returns what came back until the connection ended */
function raw(...pieces: readonly string[]): Promise<string> {
  return new Promise(resolve => {
    const socket = connect(server.port, '127.0.0.1');
    let said = '';
    socket.on('data', part => {
      said += part;
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve(said));
    for (const piece of pieces) socket.write(piece);
    socket.end();
  });
}

const statusIn = (said: string) => said.match(/^HTTP\/1\.1 (\d+)/)?.[1] ?? 'nothing';
const head = (...lines: readonly string[]) =>
  ['POST /webhooks/telegram HTTP/1.1', 'Host: x', ...lines, '', ''].join('\r\n');

describe('a webhook', () => {
  test('takes no packed body: whatever it would be unpacked, it is no JSON', async () => {
    doors.taken();
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));
    expect(bomb.length).toBeLessThan(1024 * 1024);
    expect(await post(bomb, { 'content-encoding': 'gzip' })).toBe(400);
    expect(await post(gzipSync(JSON.stringify(update)), { 'content-encoding': 'gzip' })).toBe(400);
    expect(doors.taken()).toBe(0);
  });

  test('reads lists in lists a hundred thousand deep, and means nothing by them', async () => {
    const depth = 100_000;
    const deep = '['.repeat(depth) + ']'.repeat(depth);
    expect(await post(deep)).toBe(400);
    expect(await post(JSON.stringify({ ...update, extra: 0 }).replace('"extra":0', `"extra":${deep}`))).toBe(
      200,
    );
    expect(await post('{"a":'.repeat(depth) + '1'.padEnd(depth + 1, '}'))).toBe(400);
  });

  test('goes by the body, whatever type it is said to be', async () => {
    for (const type of ['text/html', 'application/x-www-form-urlencoded', 'application/json; charset=utf-7'])
      expect(await post(JSON.stringify(update), { 'content-type': type })).toBe(200);
  });

  test.each([
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
    ['nothing', ''],
    ['half a document', '{"update_id":1,'],
    ['a document behind a byte order mark', '\ufeff{"update_id":1}'],
    ['a number', '7'],
    ['null', 'null'],
  ])('answers 400 to %s', async (_, body) => {
    expect(await post(body)).toBe(400);
  });
});

describe('the server', () => {
  test.each([
    ['chunks whose length is no number', head('Transfer-Encoding: chunked'), 'xyz\r\nabc\r\n0\r\n\r\n'],
    ['a length and chunks', head('Content-Length: 5', 'Transfer-Encoding: chunked'), '0\r\n\r\n'],
    ['two lengths', head('Content-Length: 5', 'Content-Length: 6'), '{"a":1'],
    ['a length below zero', head('Content-Length: -1'), ''],
    ['a header with a line feed in its name', head('X\n-Y: 1', 'Content-Length: 0'), ''],
    ['no HTTP', '\u0000\u0001\u0002 telnet\r\n\r\n', ''],
    ['headers without an end', head(`X: ${'y'.repeat(200_000)}`), ''],
    ['thousands of headers', head(...Array.from({ length: 3000 }, (_, i) => `X-${i}: ${i}`)), ''],
  ])('refuses %s and goes on', async (_, ...pieces) => {
    expect(statusIn(await raw(...pieces))).toMatch(/^4\d\d$/);
    expect(await post(JSON.stringify(update))).toBe(200);
  });

  test('takes a secret that comes twice for none', async () => {
    const body = JSON.stringify(update);
    const name = 'X-Telegram-Bot-Api-Secret-Token';
    const value = secrets.telegram.reveal();
    const twice = head(`${name}: wrong`, `${name}: ${value}`, `Content-Length: ${body.length}`);
    expect(statusIn(await raw(twice, body))).toBe('401');
  });
});
