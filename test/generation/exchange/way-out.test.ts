import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ModelFailure } from '../../../src/errors.ts';
import { openConnections, post } from '../../../src/generation/exchange/http.ts';
import { send, startVendor } from '../vendor-server.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function connections() {
  const dispatcher = openConnections();
  undo.push(() => dispatcher.destroy());
  return dispatcher;
}

/** A server that counts what it is told, and answers nothing. */
async function startListener() {
  const seen = { connections: 0, bytes: 0, text: '' };
  const server = createServer(socket => {
    seen.connections += 1;
    socket.on('data', bytes => {
      seen.bytes += bytes.length;
      seen.text += bytes.toString();
    });
    socket.on('error', () => {});
    undo.push(() => socket.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { seen, url: `http://127.0.0.1:${port}/` };
}

const callTo = (url: string) => ({ url, headers: {}, body: { question: '你好' } });

test('a call is asked for leave once its connection stands, and not a byte goes before', async () => {
  const { seen, url } = await startListener();
  let asked = false;
  let letGo = () => {};
  let gone = false;
  const stop = new AbortController();
  const answer = post(connections(), callTo(url), stop.signal, {
    mayGo() {
      asked = true;
      return new Promise(resolve => {
        letGo = resolve;
      });
    },
    gone() {
      gone = true;
    },
  });
  answer.catch(() => {});
  await expect.poll(() => [asked, seen.connections]).toEqual([true, 1]);
  // Whatever had been written would be here before what is written on another connection now.
  const other = new AbortController();
  const another = expect(post(connections(), callTo(url), other.signal)).rejects.toThrow('heard');
  await expect.poll(() => seen.text).toContain('你好"}');
  other.abort(new Error('heard'));
  await another;
  const ofTheOther = seen.bytes;
  expect(gone).toBe(false);
  letGo();
  await expect.poll(() => [gone, seen.bytes]).toEqual([true, 2 * ofTheOther]);
  stop.abort(new Error('enough'));
  await expect(answer).rejects.toThrow('enough');
});

test('a call without leave is not made, and tells why', async () => {
  const { seen, url } = await startListener();
  const failure = new ModelFailure('outage', 'down for too long');
  const wayOut = { mayGo: () => Promise.reject(failure), gone: () => {} };
  const never = new AbortController().signal;
  await expect(post(connections(), callTo(url), never, wayOut)).rejects.toBe(failure);
  expect(seen.bytes).toBe(0);
});

test('a call whose reader leaves while it waits for leave ends with the reason', async () => {
  const { seen, url } = await startListener();
  const stop = new AbortController();
  const mayGo = (signal: AbortSignal) =>
    new Promise<void>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      stop.abort(new Error('enough'));
    });
  await expect(post(connections(), callTo(url), stop.signal, { mayGo, gone: () => {} })).rejects.toThrow(
    'enough',
  );
  expect(seen.bytes).toBe(0);
});

test('every call asks for leave, on a warm connection too', async () => {
  const vendor = await startVendor(res => send(res, '{}'));
  undo.push(() => vendor.close());
  const dispatcher = connections();
  const told: string[] = [];
  const wayOut = { mayGo: async () => void told.push('may'), gone: () => void told.push('gone') };
  for (const _ of [1, 2]) {
    const { bytes, release } = await post(
      dispatcher,
      callTo(vendor.url),
      new AbortController().signal,
      wayOut,
    );
    for await (const _ of bytes);
    release(true);
  }
  expect(told).toEqual(['may', 'gone', 'may', 'gone']);
});
