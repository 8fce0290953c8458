import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type HttpServer, type Routes, startServer } from '../../src/arrival/server.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { SettingsError } from '../../src/errors.ts';
import type { WebhookRequest } from '../../src/platform.ts';
import type { Site } from '../../src/web.ts';
import { eventually } from '../support/eventually.ts';

const open: HttpServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

/** Five seconds pass in fifty milliseconds. */
const hurried: Clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms / 100, signal) };

async function serve(routes: Partial<Routes>, clock: Clock = systemClock): Promise<string> {
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    clock,
    routes: { webhooks: new Map(), pages: new Map(), ...routes },
  });
  open.push(server);
  return `http://127.0.0.1:${server.port}`;
}

const echo = (received: WebhookRequest[]) =>
  new Map([
    [
      'telegram',
      async (request: WebhookRequest) => {
        received.push(request);
        return { status: 200, body: { ok: true } };
      },
    ],
  ]);

const statusOf = async (url: string, init?: RequestInit) => (await fetch(url, init)).status;

describe('a webhook', () => {
  test('receives the bytes as they were sent, and what it answers is sent as JSON', async () => {
    const received: WebhookRequest[] = [];
    const url = await serve({ webhooks: echo(received) });
    const response = await fetch(`${url}/webhooks/telegram?x=1`, {
      method: 'POST',
      headers: { 'X-Telegram-Bot-Api-Secret-Token': 's' },
      body: '{"text": "你好"}',
    });
    expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
    expect(received[0]?.body.toString()).toBe('{"text": "你好"}');
    expect(received[0]?.headers['x-telegram-bot-api-secret-token']).toBe('s');
  });

  test('takes up to a mebibyte and not a byte more', async () => {
    const url = await serve({ webhooks: echo([]) });
    const post = (bytes: number) =>
      statusOf(`${url}/webhooks/telegram`, { method: 'POST', body: Buffer.alloc(bytes) });
    expect(await post(1024 * 1024)).toBe(200);
    expect(await post(1024 * 1024 + 1)).toBe(413);
    expect(await post(8 * 1024 * 1024)).toBe(413);
  });

  test('does not wait more than five seconds for a body', async () => {
    const received: WebhookRequest[] = [];
    const url = await serve({ webhooks: echo(received) }, hurried);
    const status = await new Promise(resolve => {
      const slow = httpRequest(`${url}/webhooks/telegram`, { method: 'POST' }, response => {
        resolve(response.statusCode);
        response.resume();
      });
      slow.on('error', () => {});
      slow.write('{"te');
    });
    expect(status).toBe(408);
    expect(received).toEqual([]);
  });

  test('hangs up on who sends too slowly, wherever it was sent', async () => {
    const site: Site = async request => ({
      status: (await request.body(100)).kind === 'too-slow' ? 408 : 200,
    });
    const url = await serve({ webhooks: echo([]), sites: new Map([['/site', site]]) }, hurried);
    for (const [path, status] of [
      ['/webhooks/telegram', '408'],
      ['/site', '408'],
      ['/nowhere', '404'],
    ] as const) {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{"a":`);
      const drip = setInterval(() => socket.write(' '), 20);
      let said = '';
      let ended = false;
      socket.on('data', part => {
        said += part;
      });
      socket.on('error', () => {});
      socket.once('close', () => {
        ended = true;
      });
      await eventually(`an answer at ${path}`, () => said.includes(status));
      await eventually(`the end of ${path}`, () => ended).finally(() => {
        clearInterval(drip);
        socket.destroy();
      });
    }
  });

  test('that cannot keep the message answers 503, so that the platform delivers it again', async () => {
    const url = await serve({
      webhooks: new Map([['telegram', () => Promise.reject(new Error('Redis is silent'))]]),
    });
    const response = await fetch(`${url}/webhooks/telegram`, { method: 'POST', body: '{}' });
    expect([response.status, await response.text()]).toEqual([503, '']);
  });

  test('is not called for a request that broke off', async () => {
    const received: WebhookRequest[] = [];
    const url = await serve({ webhooks: echo(received) });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('POST /webhooks/telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"a":');
    socket.end();
    await new Promise(resolve => socket.resume().once('close', resolve));
    expect(received).toEqual([]);
  });
});

describe('the server', () => {
  const pages = new Map([['/healthz', async () => ({ status: 200, type: 'text/plain', body: 'ok' })]]);

  test('knows no other addresses and no other methods', async () => {
    const url = await serve({ webhooks: echo([]), pages });
    expect(await statusOf(`${url}/healthz?probe`)).toBe(200);
    expect(await statusOf(`${url}/healthz`, { method: 'POST' })).toBe(405);
    expect(await statusOf(`${url}/webhooks/telegram`)).toBe(405);
    expect(await statusOf(`${url}/webhooks/feishu`, { method: 'POST' })).toBe(404);
    expect(await statusOf(`${url}/webhooks/__proto__`, { method: 'POST' })).toBe(404);
    expect(await statusOf(`${url}/`)).toBe(404);
  });

  test('whose port is taken says which setting to change', async () => {
    const { port } = new URL(await serve({}));
    const second = startServer({
      host: '127.0.0.1',
      port: Number(port),
      clock: systemClock,
      routes: { webhooks: new Map(), pages: new Map() },
    });
    await expect(second).rejects.toThrow(SettingsError);
    await expect(second).rejects.toThrow(/HTTP_PORT/);
  });

  test('answers what it has in hand before it closes', async () => {
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    let entered = () => {};
    const inside = new Promise<void>(resolve => {
      entered = resolve;
    });
    const slow = async () => {
      entered();
      await held;
      return { status: 200 };
    };
    const url = await serve({ webhooks: new Map([['telegram', slow]]) });
    const answer = statusOf(`${url}/webhooks/telegram`, { method: 'POST', body: '{}' });
    await inside;
    const closing = open.pop()?.close();
    await expect(fetch(`${url}/webhooks/telegram`)).rejects.toThrow();
    release();
    expect(await answer).toBe(200);
    await closing;
  });
});

describe('a site', () => {
  test('is asked for all that lies under its path, and for nothing else', async () => {
    const asked: string[] = [];
    const site: Site = async ({ method, path, query, headers, peer, body }) => {
      const sent = await body(8);
      asked.push([method, path, query.get('q'), headers['x-one'], peer, sent.kind].join(' '));
      return { status: 201, headers: { 'x-two': '2' }, body: Buffer.from('好') };
    };
    const url = await serve({ sites: new Map([['/console', site]]) });
    const answer = await fetch(`${url}/console/a%2Fb?q=c`, {
      method: 'PUT',
      headers: { 'x-one': '1' },
      body: '12345678',
    });
    expect([answer.status, answer.headers.get('x-two'), await answer.text()]).toEqual([201, '2', '好']);
    await statusOf(`${url}/console`, { method: 'POST', body: '123456789' });
    expect(await statusOf(`${url}/consoles`)).toBe(404);
    expect(await statusOf(`${url}/webhooks/console`)).toBe(404);
    expect(asked).toEqual(['PUT /console/a%2Fb c 1 127.0.0.1 whole', 'POST /console   127.0.0.1 too-large']);
  });

  test('that fails is answered 503, and a stream of it that fails ends', async () => {
    const site: Site = async ({ path }) => {
      if (path === '/console') throw new Error('It failed.');
      return { status: 200, body: failing() };
    };
    async function* failing(): AsyncGenerator<string> {
      yield 'half';
      throw new Error('It failed.');
    }
    const url = await serve({ sites: new Map([['/console', site]]) });
    const answer = await fetch(`${url}/console`);
    expect([answer.status, await answer.text()]).toEqual([503, '']);
    const stream = await fetch(`${url}/console/stream`);
    expect(await stream.text().catch(() => 'broken off')).toMatch(/^(half|broken off)$/);
  });

  test('is told when nobody listens any more', async () => {
    let isOver: AbortSignal | undefined;
    const site: Site = async ({ over }) => {
      isOver = over;
      return { status: 200, body: endless(over) };
    };
    async function* endless(over: AbortSignal): AsyncGenerator<string> {
      yield 'first';
      await new Promise(resolve => over.addEventListener('abort', resolve));
    }
    const url = await serve({ sites: new Map([['/console', site]]) });
    const asking = httpRequest(`${url}/console`).end();
    await once(await once(asking, 'response').then(([answer]) => answer), 'data');
    expect(isOver?.aborted).toBe(false);
    asking.destroy();
    await eventually('the site to be told', () => isOver?.aborted);
  });
});
