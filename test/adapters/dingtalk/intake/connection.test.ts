import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { openConnection, type TakeCall } from '../../../../adapters/dingtalk/intake/connection.ts';
import { systemClock } from '../../../../src/clock.ts';
import { Secret } from '../../../../src/secret.ts';
import { eventually } from '../../../support/eventually.ts';
import { virtualClock } from '../virtual-clock.ts';

/** What each test opens, closed in reverse. */
const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

interface Parts {
  readonly take?: TakeCall;
  readonly clock?: typeof systemClock;
  /** The gateway answers pings by itself. */
  readonly autoPong?: boolean;
}

/** The gateway's end of one connection, and ours. */
async function connect({ take = async () => 'ack', clock = systemClock, autoPong = true }: Parts = {}) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', autoPong });
  await once(server, 'listening');
  const stopping = new AbortController();
  opened.push(
    () => server.close(),
    () => {
      for (const socket of server.clients) socket.terminate();
    },
    () => stopping.abort(),
  );
  const arrival = once(server, 'connection');
  const url = new Secret(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/connect`);
  const connection = await openConnection(url, take, clock, stopping.signal);
  opened.push(connection.close);
  const [gateway] = (await arrival) as [WebSocket];
  const heard: string[] = [];
  let pings = 0;
  gateway.on('message', data => heard.push(String(data)));
  gateway.on('ping', () => {
    pings += 1;
  });
  return { connection, gateway, heard, pings: () => pings };
}

const frame = (type: string, topic: string, messageId: string, data = '{}') =>
  JSON.stringify({ specVersion: '1.0', type, headers: { messageId, topic }, data });
const message = (id: string) => frame('CALLBACK', '/v1.0/im/bot/messages/get', id, '{"msgId":"1"}');

/** What is sent after it has been read too once this is answered: frames are read in order. */
async function settled({ gateway, heard }: { gateway: WebSocket; heard: string[] }, id: string) {
  gateway.send(frame('SYSTEM', 'ping', id, 'opaque'));
  await eventually(`the answer to ${id}`, () => heard.some(text => text.includes(`"${id}"`)));
}

describe('a connection', () => {
  it('acknowledges what was taken, and lets come again what was not', async () => {
    const calls: unknown[] = [];
    const { gateway, heard } = await connect({
      async take(call) {
        calls.push(call);
        if (call.id === 'm1') throw new Error('Redis is away');
        return `ack of ${call.id}`;
      },
    });
    gateway.send(message('m1'));
    gateway.send(message('m2'));
    await settled({ gateway, heard }, 'p1');
    expect(calls).toEqual([
      { kind: 'message', id: 'm1', payload: { msgId: '1' } },
      { kind: 'message', id: 'm2', payload: { msgId: '1' } },
    ]);
    expect(heard.filter(text => text.startsWith('ack'))).toEqual(['ack of m2']);
  });

  it('is not troubled by what is no frame', async () => {
    const { gateway, heard } = await connect();
    for (const noise of ['', '{', 'null', '{"type":"CALLBACK"}']) gateway.send(noise);
    gateway.send(Buffer.from([0xff, 0x00]));
    await settled({ gateway, heard }, 'p1');
    expect(heard).toHaveLength(1);
  });

  it('says that another is needed when DingTalk takes its leave, and goes on with what is in hand', async () => {
    let finish: (ack: string) => void = () => {};
    const { connection, gateway, heard } = await connect({
      take: () =>
        new Promise(resolve => {
          finish = resolve;
        }),
    });
    gateway.send(message('m1'));
    gateway.send(frame('SYSTEM', 'disconnect', 'd1', '{"reason":"old"}'));
    expect(await connection.end).toBe('farewell');
    await eventually('the farewell is acknowledged', () => heard.some(text => text.includes('"d1"')));
    const closed = connection.close();
    finish('ack of m1');
    await closed;
    await eventually('the last acknowledgement', () => heard.includes('ack of m1'));
  });

  it('that is cut says so', async () => {
    const { connection, gateway } = await connect();
    gateway.terminate();
    expect(await connection.end).toBe('lost');
  });

  it('does not read a frame of more than a megabyte', async () => {
    const { connection, gateway } = await connect();
    gateway.send('x'.repeat(1024 * 1024 + 1));
    expect(await connection.end).toBe('lost');
  });
});

describe('a silent connection', () => {
  it('is dead after a minute without a word', async () => {
    const clock = virtualClock();
    const { connection, pings } = await connect({ clock, autoPong: false });
    let ended = false;
    void connection.end.then(() => {
      ended = true;
    });
    await clock.advance(59_999);
    await eventually('two pings', () => pings() === 2);
    expect(ended).toBe(false);
    await clock.advance(1);
    expect(await connection.end).toBe('lost');
  });

  it('is dead a minute after the last word, whenever that came', async () => {
    const clock = virtualClock();
    const { connection, gateway, heard } = await connect({ clock, autoPong: false });
    let ended = false;
    void connection.end.then(() => {
      ended = true;
    });
    await clock.advance(5000);
    await settled({ gateway, heard }, 'p1');
    await clock.advance(59_999);
    expect(ended).toBe(false);
    await clock.advance(1);
    expect(await connection.end).toBe('lost');
  });

  it('lives on while its pings are answered', async () => {
    const clock = virtualClock();
    const { connection, pings } = await connect({ clock });
    const beside = await connect();
    let ended = false;
    void connection.end.then(() => {
      ended = true;
    });
    for (let count = 1; count <= 6; count++) {
      await clock.advance(20_000);
      await eventually(`ping ${count}`, () => pings() === count);
      // The pong is on its way before this, which is no word over the same connection.
      await settled(beside, `p${count}`);
    }
    expect(ended).toBe(false);
  });
});

describe('a connection that does not open', () => {
  const attempt = (url: string, clock = systemClock, signal = new AbortController().signal) =>
    openConnection(new Secret(url), async () => '', clock, signal).catch((error: unknown) => error);

  it.each([
    ['is refused', 'HTTP/1.1 401 Unauthorized\r\n\r\n', 'HTTP 401'],
    ['leads elsewhere', 'HTTP/1.1 302 Found\r\nlocation: ws://127.0.0.1:1/\r\n\r\n', 'HTTP 302'],
    ['speaks another tongue', 'HELO\r\n\r\n', 'HPE_'],
  ])('because the handshake %s says so without the ticket', async (_, words, told) => {
    const server = createServer(socket => socket.end(words));
    opened.push(() => server.close());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const failure = await attempt(`ws://127.0.0.1:${port}/connect?ticket=t%2F1`);
    expect(failure).toMatchObject({ name: 'PlatformFailure', kind: 'unreachable' });
    expect(String(failure)).toContain(told);
    expect(String(failure)).not.toContain('t%2F1');
  });

  it('because nobody is there says so without the ticket', async () => {
    const failure = await attempt('ws://127.0.0.1:1/connect?ticket=t%2F1');
    expect(failure).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('ECONNREFUSED') });
    expect(String(failure)).not.toContain('t%2F1');
  });

  it('is given up after 15 s of silence, or when it is told to', async () => {
    const server = createServer(socket => opened.push(() => socket.destroy()));
    opened.push(() => server.close());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/connect?ticket=t%2F1`;
    const clock = virtualClock();
    const silent = attempt(url, clock);
    await clock.advance(15_000);
    expect(await silent).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('15 s') });
    const stopping = new AbortController();
    const stopped = attempt(url, clock, stopping.signal);
    stopping.abort(new Error('the bot stops'));
    expect(String(await stopped)).toContain('the bot stops');
  });
});
