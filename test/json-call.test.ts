import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getGlobalDispatcher } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callJson } from '../src/json-call.ts';
import { networkCode } from '../src/network-code.ts';

/** Calls a server that answers so. */
async function call(answer: (response: ServerResponse) => void, more: object = {}) {
  const server = createServer((_, response) => answer(response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return callJson({ dispatcher: getGlobalDispatcher(), method: 'GET', url, timeoutMs: 5000, ...more });
}

/** How a call fails. */
const failure = (work: Promise<unknown>) =>
  work.then(
    () => 'not at all',
    (error: unknown) => networkCode(error),
  );

describe('a call with JSON', () => {
  it('tells what came, whatever it is', async () => {
    const { status, json, header } = await call(response =>
      response.writeHead(418, { 'x-word': 'tea' }).end('\uFEFF{"word":"茶"}'),
    );
    expect([status, json, header('x-word')]).toEqual([418, { word: '茶' }, 'tea']);
    expect((await call(response => response.end('<html>'))).json).toBe(undefined);
  });

  it('that is answered drop by drop for ever ends in its time, with a signal of its own, too', async () => {
    const dripping = (response: ServerResponse) => {
      const drops = setInterval(() => response.write(' '), 20);
      response.once('close', () => clearInterval(drops));
    };
    const { signal } = new AbortController();
    expect(await failure(call(dripping, { timeoutMs: 300 }))).toBe('TimeoutError');
    expect(await failure(call(dripping, { timeoutMs: 300, signal }))).toBe('TimeoutError');
  });

  it('whose answer does not end is given up before it fills the memory', async () => {
    let sent = 0;
    const flooding = (response: ServerResponse) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 32))) sent += 65_536;
      };
      response.on('drain', more);
      more();
    };
    expect(await failure(call(flooding))).toBe('UND_ERR_RES_EXCEEDED_MAX_SIZE');
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });
});
