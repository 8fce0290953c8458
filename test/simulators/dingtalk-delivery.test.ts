import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import { DWClient, type DWClientDownStream } from 'dingtalk-stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { sign } from '../../simulators/dingtalk/delivery/sign.ts';
import { type DingtalkSimulator, startDingtalk } from '../../simulators/dingtalk/index.ts';
import type { DingtalkOptions } from '../../simulators/dingtalk/options.ts';
import { redeliveries } from '../support/redeliveries.ts';
import { buttonTopic, connect, messageTopic, obliging, open, type Received } from './dingtalk-client.ts';

let dingtalk: DingtalkSimulator;
let undo: (() => unknown)[];

const start = async (options: DingtalkOptions = {}) => {
  dingtalk = await startDingtalk(options);
  undo.push(() => dingtalk.close());
};

beforeEach(() => {
  undo = [];
});

afterEach(async () => {
  for (const step of undo.reverse()) await step();
});

const outcomes = () => dingtalk.deliveries.map(({ outcome }) => outcome);
const acknowledged = () => outcomes().includes('acknowledged');

/** The official client, whose gateway is a constant: what it sends there goes to the simulator. */
const connectOfficial = async (onMessage: (message: DWClientDownStream, client: DWClient) => unknown) => {
  const interceptor = axios.interceptors.request.use(request => ({
    ...request,
    url: request.url?.replace(/^https:\/\/o?api\.dingtalk\.com/, dingtalk.url) ?? '',
  }));
  const info = vi.spyOn(console, 'info').mockReturnValue();
  const { clientId, clientSecret } = dingtalk;
  const client = new DWClient({ clientId, clientSecret });
  client.registerCallbackListener(messageTopic, message => onMessage(message, client));
  undo.push(() => {
    client.disconnect();
    axios.interceptors.request.eject(interceptor);
    info.mockRestore();
  });
  await client.connect();
  return client;
};

test('the official client connects, gets a message, acknowledges it, answers by session webhook, and answers a ping', async () => {
  await start();
  const li = dingtalk.person({ name: '李' });
  const group = dingtalk.group({ title: '队' });
  const client = await connectOfficial(async ({ headers, data }, client) => {
    client.socketCallBackResponse(headers.messageId, 'OK');
    const { text, sessionWebhook } = JSON.parse(data);
    await axios.post(sessionWebhook, { msgtype: 'text', text: { content: `听到：${text.content.trim()}` } });
  });
  expect(client.connected).toBe(true);
  dingtalk.say(group, li, '你好', { mentions: [dingtalk.bot] });
  await dingtalk.waitFor(() => dingtalk.messages(group).length === 2);

  expect(dingtalk.messages(group).map(({ text }) => text)).toEqual(['@言桥 你好', '听到：你好']);
  await dingtalk.waitFor(acknowledged);
  expect(dingtalk.deliveries).toMatchObject([{ by: 'connection', attempt: 1, topic: messageTopic }]);
  expect(await dingtalk.ping()).toBe(true);
  expect(await client.getAccessToken()).toMatch(/^\w{32}$/);
});

test('messages can be late, and others overtake them; messages can come in reverse', async () => {
  await start();
  const li = dingtalk.person();
  const chat = dingtalk.direct(li);
  const client = await connect(dingtalk, obliging);
  dingtalk.delayEvents(1, 60_000);
  const ids = ['一', '二'].map(text => dingtalk.say(chat, li, text));
  await dingtalk.waitFor(acknowledged);
  dingtalk.advance(60_000);
  await dingtalk.waitFor(() => outcomes().filter(outcome => outcome === 'acknowledged').length === 2);
  dingtalk.reorderEvents(2);
  for (const text of ['三', '四']) ids.push(dingtalk.say(chat, li, text));
  await dingtalk.waitFor(() => outcomes().filter(outcome => outcome === 'acknowledged').length === 4);

  const [one, two, three, four] = ids;
  expect(client.messages().map(({ data }) => data['msgId'])).toEqual([two, one, four, three]);
  expect(dingtalk.deliveries.map(({ messageId }) => messageId)).toEqual([two, one, four, three]);
  expect(new Set(dingtalk.deliveries.map(delivery => delivery.chat))).toEqual(new Set([chat.id]));
});

test('a message that is not acknowledged comes again a minute later: the same message in a new frame', async () => {
  await start();
  const li = dingtalk.person();
  const seen: Received[] = [];
  const client = await connect(dingtalk, frame => seen.push(frame));
  const id = dingtalk.say(dingtalk.direct(li), li, '你好');
  await dingtalk.waitFor(() => outcomes().length === 1);
  dingtalk.advance(60_000);
  await dingtalk.waitFor(() => outcomes().length === 2);
  await expect.poll(() => client.messages()).toHaveLength(2);
  client.acknowledge(client.messages()[1], 'no', 500);
  await dingtalk.waitFor(() => outcomes()[1] === 'refused');
  dingtalk.advance(60_000);
  await expect.poll(() => client.messages()).toHaveLength(3);
  client.acknowledge(client.messages()[2]);
  await dingtalk.waitFor(acknowledged);

  expect(outcomes()).toEqual(['unanswered', 'refused', 'acknowledged']);
  expect(client.messages().map(({ data }) => data['msgId'])).toEqual([id, id, id]);
  expect(new Set(client.messages().map(({ headers }) => headers.messageId)).size).toBe(3);
  expect(seen[0]).toMatchObject({ type: 'SYSTEM', headers: { topic: 'CONNECTED' } });
});

test('what nobody acknowledges is lost after the last redelivery', async () => {
  await start({ redeliverMs: [20, 20] });
  const li = dingtalk.person();
  await connect(dingtalk);
  dingtalk.say(dingtalk.direct(li), li, '你好');
  await dingtalk.waitFor(() => outcomes().filter(outcome => outcome === 'unanswered').length === 3);
  dingtalk.say(dingtalk.direct(li), li, '还在吗');
  await dingtalk.waitFor(() => outcomes().filter(outcome => outcome === 'unanswered').length === 6);
  expect(dingtalk.deliveries.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 1, 2, 3]);
});

test('a duplicate is the same message in another frame', async () => {
  await start();
  const li = dingtalk.person();
  const client = await connect(dingtalk, obliging);
  dingtalk.duplicateEvents(1);
  dingtalk.say(dingtalk.direct(li), li, '一');
  dingtalk.say(dingtalk.direct(li), li, '二');
  await expect.poll(() => client.messages()).toHaveLength(3);
  expect(new Set(client.messages().map(({ data }) => data['msgId'])).size).toBe(2);
  expect(new Set(client.messages().map(({ headers }) => headers.messageId)).size).toBe(3);
});

test('each message goes to one of the connections', async () => {
  await start();
  const li = dingtalk.person();
  const clients = [await connect(dingtalk, obliging), await connect(dingtalk, obliging)];
  for (const text of ['一', '二', '三', '四']) dingtalk.say(dingtalk.direct(li), li, text);
  await dingtalk.waitFor(() => outcomes().filter(outcome => outcome === 'acknowledged').length === 4);
  expect(clients.map(client => client.messages().length)).toEqual([2, 2]);
});

test('a connection that is told to go gets nothing any more, and is closed a little later', async () => {
  await start({ disconnectMs: 50 });
  const li = dingtalk.person();
  const leaving = await connect(dingtalk, obliging);
  dingtalk.disconnect();
  await expect.poll(() => leaving.frames.at(-1)?.headers.topic).toBe('disconnect');
  dingtalk.say(dingtalk.direct(li), li, '你好');
  const coming = await connect(dingtalk, obliging);
  await dingtalk.waitFor(acknowledged);
  await expect.poll(() => leaving.socket.readyState).toBe(WebSocket.CLOSED);
  expect(leaving.messages()).toHaveLength(0);
  expect(coming.messages()).toHaveLength(1);
  await expect.poll(() => dingtalk.connections()).toBe(1);
});

test('a connection that falls silent stays open, and carries not even a pong', async () => {
  await start({ redeliverMs: redeliveries(50) });
  const li = dingtalk.person();
  const client = await connect(dingtalk, obliging);
  const pongs: string[] = [];
  client.socket.on('pong', data => pongs.push(String(data)));
  client.socket.ping('before');
  await expect.poll(() => pongs).toEqual(['before']);
  dingtalk.silence();
  expect(await dingtalk.ping(20)).toBe(false);
  client.socket.ping('after');
  const id = dingtalk.say(dingtalk.direct(li), li, '你好');
  await dingtalk.waitFor(() => outcomes()[0] === 'unanswered');
  const other = await connect(dingtalk, obliging);
  await dingtalk.waitFor(acknowledged);

  expect(client.socket.readyState).toBe(WebSocket.OPEN);
  expect(client.messages()).toHaveLength(0);
  expect(other.messages().map(({ data }) => data['msgId'])).toContain(id);
  expect(pongs).toEqual(['before']);
});

test('while the gateway is down nobody gets in, and what is said waits', async () => {
  await start();
  const li = dingtalk.person();
  const client = await connect(dingtalk, obliging);
  const { endpoint, ticket } = (await (await open(dingtalk)).json()) as Record<string, string>;
  dingtalk.gatewayDown();
  await once(client.socket, 'close');
  expect((await open(dingtalk)).status).toBe(500);
  dingtalk.gatewayDown('reset');
  await expect(open(dingtalk)).rejects.toThrow();
  const late = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket ?? '')}`);
  await once(late, 'error');
  dingtalk.say(dingtalk.direct(li), li, '在吗');
  expect(dingtalk.connections()).toBe(0);

  dingtalk.gatewayUp();
  await connect(dingtalk, obliging);
  await dingtalk.waitFor(acknowledged);
  expect(dingtalk.opens().map(({ outcome }) => outcome)).toEqual([
    'opened',
    'opened',
    'refused',
    'reset',
    'opened',
  ]);
});

test('the gateway wants the right secret and a wish for JSON, and a ticket opens one connection', async () => {
  await start();
  expect((await open(dingtalk, { clientSecret: 'wrong' })).status).toBe(401);
  expect((await open(dingtalk, { subscriptions: [] })).status).toBe(400);
  const { clientId, clientSecret, url } = dingtalk;
  const careless = await fetch(`${url}/v1.0/gateway/connections/open`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      clientId,
      clientSecret,
      subscriptions: [{ type: 'CALLBACK', topic: messageTopic }],
    }),
  });
  expect(careless.headers.get('content-type')).toBe('application/xml');
  expect(await careless.text()).toMatch(/^<\?xml/);

  const { endpoint, ticket } = (await (await open(dingtalk)).json()) as Record<string, string>;
  expect(ticket).toMatch(/\/\+=$/);
  // As it is, which the official client does, and then encoded.
  await once(new WebSocket(`${endpoint}?ticket=${ticket}`), 'open');
  const again = new WebSocket(`${endpoint}?ticket=${encodeURIComponent(ticket ?? '')}`);
  const [error] = await once(again, 'error');
  expect(String(error)).toContain('401');
});

test('a client that did not ask for messages gets none', async () => {
  await start();
  const li = dingtalk.person();
  const subscriptions = [{ type: 'CALLBACK', topic: buttonTopic }];
  const { endpoint, ticket } = (await (await open(dingtalk, { subscriptions })).json()) as Record<
    string,
    string
  >;
  const deaf = new WebSocket(`${endpoint}?ticket=${ticket}`);
  const heard: string[] = [];
  deaf.on('message', data => heard.push(JSON.parse(String(data)).headers.topic));
  await once(deaf, 'open');
  dingtalk.say(dingtalk.direct(li), li, '你好');
  await connect(dingtalk, obliging);
  await dingtalk.waitFor(acknowledged);
  void dingtalk.ping(1000);
  await expect.poll(() => heard).toEqual(['CONNECTED', 'REGISTERED', 'ping']);
});

/** A webhook, and the address of it. */
const listen = async (answer: RequestListener) => {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
};

test('a message is posted with its signature, and again until it is answered with 200', async () => {
  const seen: { headers: IncomingHttpHeaders; body: string }[] = [];
  const webhookUrl = await listen(async (req, res) => {
    let body = '';
    for await (const part of req) body += part;
    seen.push({ headers: req.headers, body });
    res.writeHead(seen.length < 3 ? 503 : 200).end('{}');
  });
  await start({ webhookUrl, redeliverMs: 20, clientSecret: 'test-app-secret' });
  const li = dingtalk.person();
  const id = dingtalk.say(dingtalk.direct(li), li, '你好');
  await dingtalk.waitFor(acknowledged);

  expect(outcomes()).toEqual(['refused', 'refused', 'acknowledged']);
  expect(seen.map(({ body }) => JSON.parse(body).msgId)).toEqual([id, id, id]);
  for (const { headers } of seen)
    expect(headers['sign']).toBe(sign(String(headers['timestamp']), 'test-app-secret'));
  expect(sign('1700000000000', 'test-app-secret')).toBe('dhJB8TJ0cHPEbwpUauugV2Wz8v4qlWoO+C42nEhJW+c=');
});

test('messages can be sent elsewhere while the bot runs', async () => {
  await start({ redeliverMs: redeliveries(20), answerMs: 50 });
  const li = dingtalk.person();
  const bodies: string[] = [];
  dingtalk.deliverTo(
    await listen(async (req, res) => {
      for await (const part of req) bodies.push(String(part));
      if (bodies.length > 1) res.end();
    }),
  );
  dingtalk.say(dingtalk.direct(li), li, '一');
  await dingtalk.waitFor(acknowledged);
  expect(outcomes()[0]).toBe('unanswered');
  dingtalk.deliverTo(undefined);
  dingtalk.say(dingtalk.direct(li), li, '二');
  const client = await connect(dingtalk, obliging);
  await expect.poll(() => client.messages()).toHaveLength(1);
});
