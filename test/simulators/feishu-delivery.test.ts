import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { adaptDefault, EventDispatcher, WSClient } from '@larksuiteoapi/node-sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { sign } from '../../simulators/feishu/delivery/cipher.ts';
import { decodeFrame, encodeFrame } from '../../simulators/feishu/delivery/frame.ts';
import { type FeishuSimulator, startFeishu } from '../../simulators/feishu/index.ts';
import type { FeishuOptions } from '../../simulators/feishu/options.ts';
import { feishuCaller } from './feishu-caller.ts';

interface Seen {
  event_id: string;
  message: { message_id: string; content: string; mentions?: { key: string; name: string }[] };
}

/** The official client talks a lot. */
const silence = () => undefined;
const logger = { error: silence, warn: silence, info: silence, debug: silence, trace: silence };

let feishu: FeishuSimulator;
let undo: (() => unknown)[];

const start = async (options: FeishuOptions = {}) => {
  feishu = await startFeishu({ redeliverMs: 30, answerMs: 1000, ...options });
  undo.push(() => feishu.close());
};

beforeEach(() => {
  undo = [];
});

afterEach(async () => {
  for (const step of undo.reverse()) await step();
});

/** The official client of the long connection, with what it does with each message and each button. */
const connect = async (onMessage: (event: Seen) => unknown, onButton?: (event: unknown) => unknown) => {
  const handles = { 'im.message.receive_v1': onMessage, 'card.action.trigger': onButton ?? (() => ({})) };
  const eventDispatcher = new EventDispatcher({ logger }).register(handles as never);
  const { appId, appSecret, url: domain } = feishu;
  const client = new WSClient({ appId, appSecret, domain, logger });
  await client.start({ eventDispatcher });
  undo.push(() => client.close({ force: true }));
  await feishu.waitFor(() => feishu.connections() > 0);
};

const words = ({ message }: Seen) => JSON.parse(message.content).text;

const attempts = (type = 'im.message.receive_v1') =>
  feishu.deliveries.filter(delivery => delivery.type === type);

test('the official client gets a message over the long connection and acknowledges it', async () => {
  await start();
  const li = feishu.person({ name: '李' });
  const group = feishu.group({ title: '队' });
  const seen: Seen[] = [];
  await connect(event => void seen.push(event));
  const id = feishu.say(group, li, '天气 @言桥', { mentions: [feishu.bot, 'all'] });
  await feishu.waitFor(() => attempts().some(({ outcome }) => outcome === 'acknowledged'));

  expect(seen).toHaveLength(1);
  expect(seen[0]?.message.message_id).toBe(id);
  expect(seen.map(words)).toEqual(['@_all 天气 @_user_1']);
  expect(seen[0]?.message.mentions).toMatchObject([{ key: '@_user_1', name: '言桥' }]);
  expect(attempts()).toMatchObject([{ by: 'connection', attempt: 1, outcome: 'acknowledged' }]);
});

test('an event that fails comes again, as the same event', async () => {
  await start();
  const li = feishu.person();
  const seen: Seen[] = [];
  await connect(event => {
    seen.push(event);
    if (seen.length < 3) throw new Error('not yet');
  });
  feishu.say(feishu.direct(li), li, '你好');
  await feishu.waitFor(() => attempts().at(-1)?.outcome === 'acknowledged');
  expect(attempts().map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'acknowledged']);
  expect(new Set(seen.map(({ event_id }) => event_id)).size).toBe(1);
});

test('an event that nobody acknowledges in time comes again, four times and no more', async () => {
  await start({ answerMs: 30 });
  const li = feishu.person();
  await connect(() => new Promise(() => undefined));
  feishu.say(feishu.direct(li), li, '你好');
  await feishu.waitFor(() => attempts().filter(({ outcome }) => outcome === 'unanswered').length === 5);
});

test('an event in parts, also in reverse, is put together; one with a part missing comes again', async () => {
  await start();
  const li = feishu.person();
  const chat = feishu.direct(li);
  const seen: Seen[] = [];
  await connect(event => void seen.push(event));
  for (const how of ['in order', 'reversed', 'one lost'] as const) {
    feishu.splitEvents(7, 1, how);
    feishu.say(chat, li, `你好，${how}`);
    await feishu.waitFor(() => seen.map(words).includes(`你好，${how}`));
  }
  await feishu.waitFor(() => attempts().every(({ outcome }) => outcome !== 'pending'));
  expect(attempts().map(({ attempt }) => attempt)).toEqual([1, 1, 1, 2]);
});

test('an event that nobody is there for was not handed over', async () => {
  await start();
  const li = feishu.person();
  const messageId = feishu.say(feishu.direct(li), li, '你好');
  const others = feishu.group({ title: '队' });
  expect(feishu.deliveries).toEqual([]);
  await connect(() => undefined);
  await feishu.waitFor(() => feishu.deliveries.filter(({ doneAt }) => doneAt).length === 2);
  expect(feishu.deliveries).toMatchObject([
    { messageId, chat: feishu.direct(li).id, type: 'im.message.receive_v1', outcome: 'acknowledged' },
    { messageId: undefined, chat: others.id, type: 'im.chat.member.bot.added_v1' },
  ]);
});

test('events can be late, and others overtake them; events can come in reverse', async () => {
  await start();
  const li = feishu.person();
  const chat = feishu.direct(li);
  const seen: string[] = [];
  await connect(event => void seen.push(words(event)));
  feishu.delayEvents(1, 300);
  for (const text of ['一', '二']) feishu.say(chat, li, text);
  await feishu.waitFor(() => attempts().filter(({ outcome }) => outcome === 'acknowledged').length === 2);
  expect(seen).toEqual(['二', '一']);

  feishu.reorderEvents(2);
  feishu.say(chat, li, '三');
  feishu.say(chat, li, '四');
  await feishu.waitFor(() => attempts().filter(({ outcome }) => outcome === 'acknowledged').length === 4);
  expect(seen).toEqual(['二', '一', '四', '三']);
});

test('a duplicate is the same message in another event', async () => {
  await start();
  const li = feishu.person();
  const seen: Seen[] = [];
  await connect(event => void seen.push(event));
  feishu.duplicateEvents(1);
  feishu.say(feishu.direct(li), li, '一');
  feishu.say(feishu.direct(li), li, '二');
  await feishu.waitFor(() => seen.length === 3);
  expect(new Set(seen.map(({ message }) => message.message_id)).size).toBe(2);
  expect(new Set(seen.map(({ event_id }) => event_id)).size).toBe(3);
});

test('a client that was cut off comes back, and gets what was said meanwhile', async () => {
  await start({ clientConfig: { ReconnectInterval: 0.05 } });
  const li = feishu.person();
  const seen: Seen[] = [];
  await connect(event => void seen.push(event));
  feishu.refuseConnections(2);
  feishu.dropConnections();
  await feishu.waitFor(() => feishu.connections() === 0);
  feishu.say(feishu.direct(li), li, '还在吗');
  await feishu.waitFor(() => seen.length === 1);
  expect(feishu.calls.filter(({ api }) => api === 'endpoint').map(({ code }) => code)).toEqual([
    0, 1000040343, 1000040343, 0,
  ]);
});

test('each event goes to one of the connections', async () => {
  await start();
  const li = feishu.person();
  const seen: string[] = [];
  await connect(event => void seen.push(`1 ${words(event)}`));
  await connect(event => void seen.push(`2 ${words(event)}`));
  await feishu.waitFor(() => feishu.connections() === 2);
  for (const text of ['一', '二']) feishu.say(feishu.direct(li), li, text);
  await feishu.waitFor(() => seen.length === 2);
  expect(seen.sort()).toEqual(['1 一', '2 二']);
});

/** Where a connection may be opened, as the vendor tells who asks with these credentials. */
const discover = async ({ appId, appSecret }: { appId: string; appSecret: string } = feishu) => {
  const found = await fetch(`${feishu.url}/callback/ws/endpoint`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ AppID: appId, AppSecret: appSecret }),
  });
  return (await found.json()) as { code: number; data: { URL: string } };
};

const ping = encodeFrame({ seqId: 0, logId: 0, service: 33_554_678, method: 0, headers: [['type', 'ping']] });

const open = async () => {
  const { data } = await discover();
  const socket = new WebSocket(data.URL);
  undo.push(() => socket.terminate());
  await once(socket, 'open');
  socket.send(ping);
  return { url: data.URL, socket };
};

test('a ping is answered with the intervals to keep, and a ticket opens one connection', async () => {
  await start({ clientConfig: { PingInterval: 90 } });
  const { url, socket } = await open();
  const [answer] = await once(socket, 'message');
  const { method, headers, payload = [] } = decodeFrame(answer);
  expect({ method, headers }).toEqual({ method: 0, headers: [['type', 'pong']] });
  expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({ PingInterval: 90, ReconnectCount: -1 });

  const [error] = await once(new WebSocket(url), 'error');
  expect(error.message).toContain('401');
});

test('an application has fifty connections at most', async () => {
  await start({ limits: false });
  for (let count = 0; count < 50; count += 1) await open();
  await feishu.waitFor(() => feishu.connections() === 50);
  expect((await discover()).code).toBe(1_000_040_350);
  feishu.dropConnections();
  await feishu.waitFor(() => feishu.connections() === 0);
  expect((await discover()).code).toBe(0);
});

test('a wrong secret is refused in words that the official client tells', async () => {
  await start();
  const wrong = new Promise<Error>(onError => {
    const { appId, url: domain } = feishu;
    const client = new WSClient({
      appId,
      appSecret: 'wrong',
      domain,
      logger,
      onError,
    });
    void client.start({ eventDispatcher: new EventDispatcher({ logger }) });
    undo.push(() => client.close({ force: true }));
  });
  expect((await wrong).message).toContain('514');
});

test('a pressed button reaches the bot over the long connection, and its toast the person', async () => {
  await start();
  const li = feishu.person();
  const chat = feishu.direct(li);
  const asked: unknown[] = [];
  await connect(
    () => undefined,
    event => {
      asked.push(event);
      return { toast: { type: 'info', content: '已停止' } };
    },
  );
  const message = await sendButton(chat.id);
  expect(await feishu.press(chat, li, message, '停止')).toEqual({
    answered: true,
    toast: { type: 'info', content: '已停止' },
  });
  expect(asked).toMatchObject([
    {
      operator: { open_id: li.openId },
      action: { tag: 'button', value: { act: 'stop' } },
      context: { open_message_id: message, open_chat_id: chat.id },
    },
  ]);
  await expect(feishu.press(chat, li, message, '没有')).rejects.toThrow('停止');
});

const serve = async (listener: RequestListener) => {
  const server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

/** A webhook that hands each body to `answer`, which gives the status and what to say, or is silent. */
const webhook = (
  answer: (body: string, headers: IncomingHttpHeaders) => { status: number; body?: unknown } | undefined,
) =>
  serve(async (req, res) => {
    let body = '';
    for await (const part of req) body += part;
    const said = answer(body, req.headers);
    if (said) res.writeHead(said.status).end(JSON.stringify(said.body ?? {}));
  });

test("the official dispatcher takes a webhook's events, signed and encrypted, and its challenge", async () => {
  await start({ encryptKey: 'test key', verificationToken: 'v-1' });
  const seen: Seen[] = [];
  const dispatcher = new EventDispatcher({
    encryptKey: 'test key',
    verificationToken: 'v-1',
    logger,
  }).register({ 'im.message.receive_v1': event => void seen.push(event as unknown as Seen) });
  feishu.deliverTo(await serve(adaptDefault('/', dispatcher, { autoChallenge: true })));
  expect(await feishu.challenge()).toBe(true);
  const li = feishu.person();
  feishu.say(feishu.direct(li), li, '你好');
  await feishu.waitFor(() => attempts().some(({ outcome }) => outcome === 'acknowledged'));
  expect(seen.map(words)).toEqual(['你好']);
});

test('a webhook that fails or is silent gets the event again; its signature fits the bytes', async () => {
  await start({ encryptKey: 'test key' });
  const li = feishu.person();
  let left = 2;
  const signatures: boolean[] = [];
  const url = await webhook((body, headers) => {
    const { 'x-lark-request-timestamp': time, 'x-lark-request-nonce': nonce } = headers;
    signatures.push(sign(String(time), String(nonce), 'test key', body) === headers['x-lark-signature']);
    left -= 1;
    if (left === 1) return { status: 500 };
    return left === 0 ? undefined : { status: 200 };
  });
  feishu.deliverTo(url);
  feishu.say(feishu.direct(li), li, '你好');
  await feishu.waitFor(() => attempts().at(-1)?.outcome === 'acknowledged');
  expect(attempts().map(({ outcome }) => outcome)).toEqual(['refused', 'unanswered', 'acknowledged']);
  expect(signatures).toEqual([true, true, true]);
});

test('a webhook must echo the challenge', async () => {
  await start({ verificationToken: 'v-1' });
  const bodies: string[] = [];
  const url = await webhook(body => {
    bodies.push(body);
    return { status: 200, body: { challenge: JSON.parse(body).challenge } };
  });
  feishu.deliverTo(url);
  expect(await feishu.challenge()).toBe(true);
  expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ type: 'url_verification', token: 'v-1' });
  feishu.deliverTo(await webhook(() => ({ status: 200 })));
  expect(await feishu.challenge()).toBe(false);
});

test('a button over a webhook gets its toast, or nothing after the deadline', async () => {
  await start();
  const li = feishu.person();
  const chat = feishu.direct(li);
  let isSilent = false;
  const url = await webhook(() =>
    isSilent ? undefined : { status: 200, body: { toast: { type: 'success', content: '好' } } },
  );
  feishu.deliverTo(url);
  const message = await sendButton(chat.id);
  expect(await feishu.press(chat, li, message, 'stop')).toMatchObject({
    answered: true,
    toast: { content: '好' },
  });
  isSilent = true;
  expect(await feishu.press(chat, li, message, 'stop')).toEqual({ answered: false });
});

test('the bot is told of a recalled message, and not of what a group says among itself without the scope', async () => {
  await start({ allGroupMessages: false });
  const li = feishu.person();
  const group = feishu.group({ title: '队' });
  const types: string[] = [];
  const url = await webhook(body => {
    types.push(JSON.parse(body).header.event_type);
    return { status: 200 };
  });
  feishu.deliverTo(url);
  feishu.say(group, li, '大家好');
  const asked = feishu.say(group, li, '在吗', { mentions: [feishu.bot] });
  feishu.recall(group, asked);
  await feishu.waitFor(() => attempts('im.message.recalled_v1')[0]?.outcome === 'acknowledged');
  expect(types.filter(type => type.startsWith('im.message.')).sort()).toEqual([
    'im.message.recalled_v1',
    'im.message.receive_v1',
  ]);
});

/** The bot writes a card with a Stop button into a chat; its message id. */
async function sendButton(chat: string): Promise<string> {
  const call = await feishuCaller(feishu);
  const button = {
    tag: 'button',
    element_id: 'stop',
    text: { tag: 'plain_text', content: '停止' },
    behaviors: [{ type: 'callback', value: { act: 'stop' } }],
  };
  const content = JSON.stringify({ schema: '2.0', body: { elements: [button] } });
  const sent = await call('POST', '/im/v1/messages?receive_id_type=chat_id', {
    receive_id: chat,
    msg_type: 'interactive',
    content,
  });
  return String((sent.body['data'] as { message_id: string }).message_id);
}
