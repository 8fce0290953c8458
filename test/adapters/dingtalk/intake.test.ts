import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { openAcquaintances } from '../../../adapters/dingtalk/acquaintances.ts';
import { openAdmins } from '../../../adapters/dingtalk/admins.ts';
import type { App } from '../../../adapters/dingtalk/app.ts';
import { openCoolApps } from '../../../adapters/dingtalk/cool-apps.ts';
import { openIntake } from '../../../adapters/dingtalk/intake.ts';
import { openSessions } from '../../../adapters/dingtalk/sessions.ts';
import { signatureOf } from '../../../adapters/dingtalk/verify.ts';
import { type DingtalkSimulator, startDingtalk } from '../../../simulators/dingtalk/index.ts';
import type { DingtalkOptions } from '../../../simulators/dingtalk/options.ts';
import { listen, readBody, sendJson } from '../../../simulators/http.ts';
import type { World } from '../../../src/adapter.ts';
import { systemClock } from '../../../src/clock.ts';
import type { LogEvent } from '../../../src/log.ts';
import type { Arrival, Chat, IncomingMessage } from '../../../src/message.ts';
import { Secret } from '../../../src/secret.ts';
import { dingtalkCaller } from '../../simulators/dingtalk-caller.ts';
import { untilHolds } from '../../support/until-holds.ts';
import { openWorld } from '../world.ts';

/** What each test opens, closed in reverse. */
const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** Nothing is delivered again before its time, however busy the machine is: `advance` brings that nearer. */
async function simulate(options: DingtalkOptions = {}): Promise<DingtalkSimulator> {
  const simulator = await startDingtalk({ redeliverMs, ...options });
  opened.push(() => simulator.close());
  return simulator;
}

const redeliverMs = 60_000;

/** What a process needs to know of its DingTalk. */
type Place = Pick<DingtalkSimulator, 'url' | 'clientId' | 'clientSecret' | 'robotCode'>;

const appOf = (simulator: Place, clientSecret = simulator.clientSecret): App => ({
  clientId: simulator.clientId,
  clientSecret: new Secret(clientSecret),
  robotCode: simulator.robotCode,
  apiBase: simulator.url,
  oapiBase: simulator.url,
});

interface Parts {
  readonly mode?: 'stream' | 'webhook';
  readonly clock?: World['clock'];
  readonly clientSecret?: string;
  readonly prefix?: string;
  /** Rejects to refuse an arrival. */
  readonly accept?: (arrival: Arrival) => Promise<void>;
  readonly card?: { readonly chat: Chat; readonly token: string };
}

/** What a connection waits for its handshake: a busy machine may need it. */
const handshakeMs = 15_000;

/** Waits for a tenth of a second where the bot waits for longer. */
const hurried: World['clock'] = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(ms === handshakeMs ? ms : Math.min(ms, 100), signal),
};

/** One process that takes DingTalk's messages. */
function openProcess(simulator: Place, parts: Parts = {}) {
  const { mode = 'stream', clock = systemClock, accept, card, prefix = `test-${randomUUID()}` } = parts;
  const logged: { event: LogEvent; fields: Record<string, unknown> }[] = [];
  const { world, close } = openWorld(inject('redisUrl'), {
    clock,
    prefix,
    log: (event, fields) => logged.push({ event, fields: { ...fields } }),
  });
  const app = appOf(simulator, parts.clientSecret);
  const sessions = openSessions(world, app);
  const admins = openAdmins(world);
  const intake = openIntake({
    app,
    mode,
    world,
    notebooks: { sessions, admins, acquaintances: openAcquaintances(world, app) },
    coolApps: openCoolApps(world),
    findCard: async () => card,
  });
  const messages: IncomingMessage[] = [];
  opened.push(close, intake.stop);
  const start = () =>
    intake.start(async arrival => {
      await accept?.(arrival);
      if (arrival.kind === 'message') messages.push(arrival.message);
    });
  return {
    intake,
    sessions,
    admins,
    world,
    logged,
    messages,
    start,
    texts: () => messages.map(({ text }) => text),
  };
}

/** Somebody writes to the bot. */
function say(simulator: DingtalkSimulator, text: string): string {
  const person = simulator.person();
  return simulator.say(simulator.direct(person), person, text);
}

const outcomes = (simulator: DingtalkSimulator) => simulator.deliveries.map(({ outcome }) => outcome);

/** So many attempts are refused, each of which is followed by another when its time has come. */
function openRefusals(count: number) {
  let refused = 0;
  return {
    async accept(): Promise<void> {
      if (refused === count) return;
      refused += 1;
      throw new Error('Redis is away');
    },
    async pass(simulator: DingtalkSimulator): Promise<void> {
      for (let attempt = 1; attempt <= count; attempt++) {
        await untilHolds(() => {
          expect(refused).toBe(attempt);
          expect(simulator.deliveries).toHaveLength(attempt);
        });
        simulator.advance(redeliverMs);
      }
    },
  };
}

describe('the stream', () => {
  it('brings what people say, and is acknowledged once that is safe', async () => {
    const simulator = await simulate();
    const { accept, pass } = openRefusals(2);
    const { start, texts, intake } = openProcess(simulator, { accept });
    await start();
    expect(intake.state()).toEqual({ ready: true, detail: 'connected' });
    say(simulator, '你好');
    await pass(simulator);
    await untilHolds(() => expect(texts()).toEqual(['你好']));
    await untilHolds(() => expect(outcomes(simulator)).toEqual(['unanswered', 'unanswered', 'acknowledged']));
    expect(await simulator.ping()).toBe(true);
  });

  it('keeps where to answer, and who leads, before anybody hears of the message', async () => {
    const simulator = await simulate();
    const found: unknown[] = [];
    const { start, sessions, admins, messages } = openProcess(simulator, {
      async accept(arrival) {
        if (arrival.kind !== 'message') return;
        const { chat, sender } = arrival.message;
        const url = (await sessions.find(chat.id))?.reveal();
        found.push([url?.startsWith(simulator.url), await admins.isChatAdmin(chat, sender.id)]);
      },
    });
    await start();
    const group = simulator.group({ title: '组' });
    const person = simulator.person({ name: '小李', isAdmin: true });
    simulator.say(group, person, '你好', { mentions: [simulator.bot] });
    await untilHolds(() => expect(found).toEqual([[true, true]]));
    expect(messages).toMatchObject([
      { chat: { id: group.id, kind: 'group', title: '组' }, sender: { id: person.staffId, name: '小李' } },
    ]);
  });

  it('leaves a session webhook of a foreign host aside', async () => {
    const simulator = await simulate();
    const { start, sessions, texts } = openProcess(simulator);
    await start();
    const person = simulator.person();
    const chat = simulator.direct(person);
    simulator.say(chat, person, '你好', {
      sessionWebhook: 'https://evil.example/robot/sendBySession?session=1',
    });
    await untilHolds(() => expect(texts()).toEqual(['你好']));
    expect(await sessions.find(chat.id)).toBeUndefined();
  });

  it('is opened again when it was cut', async () => {
    const simulator = await simulate();
    const { start, texts, intake } = openProcess(simulator, { clock: hurried });
    await start();
    simulator.dropConnections();
    await untilHolds(() => expect(simulator.opens()).toHaveLength(2));
    say(simulator, '还在吗');
    await untilHolds(() => expect(texts()).toEqual(['还在吗']));
    expect(intake.state().ready).toBe(true);
  });

  it('is followed by another before DingTalk closes it, and what is in hand is acknowledged over the old one', async () => {
    const simulator = await simulate();
    let finish: () => void = () => {};
    const { start, texts } = openProcess(simulator, {
      clock: hurried,
      accept: arrival =>
        new Promise(resolve => {
          finish = resolve;
          if (arrival.kind === 'message' && arrival.message.text === '二') resolve();
        }),
    });
    await start();
    say(simulator, '一');
    await untilHolds(() => expect(outcomes(simulator)).toEqual(['pending']));
    simulator.disconnect();
    await untilHolds(() => expect(simulator.connections()).toBe(2));
    const first = finish;
    say(simulator, '二');
    await untilHolds(() => expect(texts()).toEqual(['二']));
    first();
    await untilHolds(() => expect(outcomes(simulator)).toEqual(['acknowledged', 'acknowledged']));
    await untilHolds(() => expect(simulator.connections()).toBe(1));
    expect(texts()).toEqual(['二', '一']);
    expect(simulator.opens()).toHaveLength(2);
  });

  it('that carries nothing any more is opened anew', async () => {
    const simulator = await simulate();
    let aheadMs = 0;
    const clock = { ...hurried, now: () => Date.now() + aheadMs };
    const { start, texts, logged } = openProcess(simulator, { clock });
    await start();
    simulator.silence();
    say(simulator, '有人吗');
    aheadMs = 60_000;
    await untilHolds(() => {
      expect(logged.filter(({ fields }) => fields['ready'] === true)).toHaveLength(2);
      expect(simulator.connections()).toBe(1);
    });
    simulator.advance(redeliverMs);
    await untilHolds(() => expect(texts()).toEqual(['有人吗']));
  });

  it('is shared by several processes: each message reaches one', async () => {
    const simulator = await simulate();
    const processes = [openProcess(simulator), openProcess(simulator)];
    for (const { start } of processes) await start();
    const said = Array.from({ length: 10 }, (_, index) => `第${index}句`);
    for (const text of said) say(simulator, text);
    const taken = () => processes.map(({ texts }) => texts());
    await untilHolds(() => expect(taken().flat().sort()).toEqual(said));
    expect(taken().map(texts => texts.length > 0)).toEqual([true, true]);
  });

  it('is not opened with a wrong secret, which is told with what to do, and not in full', async () => {
    const simulator = await simulate();
    const clientSecret = 'wrong-secret-that-must-not-be-told';
    const { start, intake, logged } = openProcess(simulator, { clientSecret });
    const failure = await start().catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'PlatformFailure', kind: 'credentials' });
    expect(String(failure)).toContain('DINGTALK_CLIENT_SECRET');
    expect(intake.state()).toMatchObject({ ready: false, detail: expect.stringContaining('Stream') });
    expect(`${String(failure)} ${JSON.stringify([intake.state(), logged])}`).not.toContain(
      'must-not-be-told',
    );
    expect(simulator.opens()).toHaveLength(1);
  });

  it.each(['error', 'reset'] as const)(
    'begins by itself when DingTalk can be reached again (%s)',
    async how => {
      const simulator = await simulate();
      simulator.gatewayDown(how);
      const { start, texts, intake, logged } = openProcess(simulator, { clock: hurried });
      await start();
      expect(intake.state()).toMatchObject({
        ready: false,
        detail: expect.stringContaining('DINGTALK_API_BASE'),
      });
      expect(logged.filter(({ event }) => event === 'intake.failed')[0]?.fields).toMatchObject({
        platform: 'dingtalk',
        retryInMs: expect.any(Number),
      });
      simulator.gatewayUp();
      say(simulator, '你好');
      await untilHolds(() => expect(texts()).toEqual(['你好']));
    },
  );

  it('ends when it is told to, with what is in hand, and what comes then is left to others', async () => {
    const simulator = await simulate();
    let finish: (() => void) | undefined;
    const { start, intake, texts } = openProcess(simulator, {
      accept: () =>
        new Promise(resolve => {
          finish = resolve;
        }),
    });
    await start();
    say(simulator, '最后一句');
    await untilHolds(() => expect(finish).toBeDefined());
    const stopped = intake.stop();
    finish?.();
    await stopped;
    expect(intake.state()).toEqual({ ready: false, detail: 'stopped' });
    // It has left; where the machine is busy, it arrives a little later.
    await untilHolds(() => expect(outcomes(simulator)).toEqual(['acknowledged']));
    expect(texts()).toEqual(['最后一句']);
    await untilHolds(() => expect(simulator.connections()).toBe(0));
    say(simulator, '有人吗');
    const other = openProcess(simulator);
    await other.start();
    await untilHolds(() => expect(other.texts()).toEqual(['有人吗']));
  });

  it('that is still looking for DingTalk ends too', async () => {
    const simulator = await simulate();
    simulator.gatewayDown();
    const { start, intake } = openProcess(simulator);
    await start();
    await intake.stop();
    expect(intake.state()).toEqual({ ready: false, detail: 'stopped' });
  });
});

describe('a frame that comes again', () => {
  /** A gateway whose frames are written by hand. */
  async function openGateway() {
    const answers: string[] = [];
    const sockets: WebSocket[] = [];
    const streams = new WebSocketServer({ noServer: true });
    const server = await listen((_, res) => {
      sendJson(res, 200, { endpoint: `${server.url.replace('http', 'ws')}/connect`, ticket: 't/1+=' });
    });
    server.server.on('upgrade', (req, socket, head) =>
      streams.handleUpgrade(req, socket, head, webSocket => {
        sockets.push(webSocket);
        webSocket.on('message', data => answers.push(String(data)));
      }),
    );
    opened.push(server.close, () => {
      for (const socket of sockets) socket.terminate();
    });
    const data = JSON.stringify({
      msgId: 'msg-1',
      msgtype: 'text',
      text: { content: '你好' },
      createAt: Date.now(),
      conversationType: '1',
      conversationId: 'cid1',
      senderId: '$:LWCP_v1:$abc',
    });
    const headers = { messageId: 'frame-1', topic: '/v1.0/im/bot/messages/get' };
    const frame = JSON.stringify({ specVersion: '1.0', type: 'CALLBACK', headers, data });
    const simulator = {
      url: server.url,
      clientId: 'dingapp1',
      clientSecret: 'secret',
      robotCode: 'dingapp1',
    };
    return { simulator, answers, sockets, deliver: () => sockets.at(-1)?.send(frame) };
  }

  it('is acknowledged again and its work is not, also over another connection', async () => {
    const { simulator, answers, sockets, deliver } = await openGateway();
    let accepted = 0;
    let finish: () => void = () => {};
    const { start, logged } = openProcess(simulator, {
      clock: hurried,
      accept: () =>
        new Promise(resolve => {
          accepted += 1;
          finish = resolve;
        }),
    });
    await start();
    deliver();
    deliver();
    await untilHolds(() => expect(accepted).toBe(1));
    finish();
    await untilHolds(() => expect(answers).toHaveLength(2));
    sockets[0]?.terminate();
    await untilHolds(() => expect(sockets).toHaveLength(2));
    deliver();
    await untilHolds(() => expect(answers).toHaveLength(3));
    expect(new Set(answers)).toEqual(
      new Set([
        JSON.stringify({
          code: 200,
          headers: { contentType: 'application/json', messageId: 'frame-1' },
          message: 'OK',
          data: '{"response":"OK"}',
        }),
      ]),
    );
    expect(accepted).toBe(1);
    expect(JSON.stringify(logged)).not.toMatch(/t\/1|t%2F1/);
  });
});

describe('a pressed button', () => {
  const card = { chat: { id: 'cid-of-the-card', kind: 'group' as const }, token: 'abc' };

  /** A card that grows, and who reads it. */
  async function showCard(simulator: DingtalkSimulator) {
    const person = simulator.person();
    const chat = simulator.direct(person);
    const call = await dingtalkCaller(simulator);
    await call('POST', '/v1.0/card/instances/createAndDeliver', {
      cardTemplateId: simulator.templates[0],
      outTrackId: 'card-1',
      callbackType: 'STREAM',
      userIdType: 1,
      cardData: { cardParamMap: { content: '正在', flowStatus: '2' } },
      openSpaceId: `dtv1.card//IM_ROBOT.${person.staffId}`,
      imRobotOpenSpaceModel: { supportForward: true },
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: simulator.robotCode },
    });
    const [message] = simulator.messages(chat);
    return { person, press: () => simulator.press(chat, person, message?.id ?? '', 'stop') };
  }

  it('brings what the card carries, and shows what comes of it to who pressed, at no cost', async () => {
    const simulator = await simulate();
    const presses: Arrival[] = [];
    const { start } = openProcess(simulator, {
      card,
      async accept(arrival) {
        presses.push(arrival);
        if (arrival.kind === 'press') void arrival.press.answer('好的，停下了');
      },
    });
    await start();
    const { person, press } = await showCard(simulator);
    const before = simulator.billed();
    expect(await press()).toEqual({ answered: true, notice: '好的，停下了' });
    expect(simulator.billed()).toEqual(before);
    expect(presses).toMatchObject([
      {
        kind: 'press',
        press: {
          platform: 'dingtalk',
          id: expect.stringMatching(/.:card-1$/),
          chat: card.chat,
          sender: { id: person.staffId },
          action: 'stop',
          token: 'abc',
        },
      },
    ]);
  });

  it('is answered in time when what comes of it takes longer', async () => {
    const simulator = await simulate();
    const { start } = openProcess(simulator, { card, clock: hurried });
    await start();
    const { press } = await showCard(simulator);
    expect(await press()).toEqual({ answered: true });
  });

  it('of a card that nobody knows does nothing', async () => {
    const simulator = await simulate();
    const arrivals: Arrival[] = [];
    const { start } = openProcess(simulator, {
      accept: async arrival => {
        arrivals.push(arrival);
      },
    });
    await start();
    const { press } = await showCard(simulator);
    expect(await press()).toEqual({ answered: true });
    expect(arrivals).toEqual([{ kind: 'nothing', why: 'a button that is not ours' }]);
  });
});

describe('a webhook', () => {
  /** Our side of the webhook, on loopback. */
  async function serve(simulator: DingtalkSimulator, parts: Parts = {}) {
    const process = openProcess(simulator, { mode: 'webhook', ...parts });
    const server = await listen(async (req, res) => {
      const request = { headers: req.headers as Record<string, string>, body: await readBody(req) };
      const answer = (await process.intake.webhook?.(request)) ?? { status: 404 };
      sendJson(res, answer.status, answer.body ?? {});
    });
    opened.push(() => server.close());
    simulator.deliverTo(server.url);
    const post = async (body: string, headers: Record<string, string> = {}) =>
      (await fetch(server.url, { method: 'POST', body, headers })).status;
    return { ...process, post };
  }

  const signed = (simulator: DingtalkSimulator, timestamp = String(Date.now())) => ({
    timestamp,
    sign: signatureOf(timestamp, new Secret(simulator.clientSecret)),
  });

  it('brings what people say, and again what could not be accepted', async () => {
    const simulator = await simulate();
    const { accept, pass } = openRefusals(2);
    const { start, texts, intake } = await serve(simulator, { accept });
    await start();
    expect(intake.state()).toEqual({ ready: true, detail: 'webhook' });
    expect(simulator.connections()).toBe(0);
    say(simulator, '你好');
    await pass(simulator);
    await untilHolds(() => expect(texts()).toEqual(['你好']));
    await untilHolds(() => expect(outcomes(simulator)).toEqual(['refused', 'refused', 'acknowledged']));
  });

  it('takes nothing from a stranger, nothing stale, and nothing that is no message', async () => {
    const simulator = await simulate();
    const { start, post, messages, world } = await serve(simulator);
    await start();
    expect(await post('{}')).toBe(401);
    expect(await post('{}', { ...signed(simulator), sign: 'x' })).toBe(401);
    expect(await post('{}', signed(simulator, String(Date.now() - 3_700_000)))).toBe(401);
    expect(await post('no json', signed(simulator))).toBe(400);
    expect(await post('{}', signed(simulator))).toBe(400);
    expect(messages).toEqual([]);
    expect(await world.redis.keys(world.keys.platform('dingtalk', '*'))).toEqual([]);
  });

  it('takes nothing before it has begun and after it has ended, so that it comes again', async () => {
    const simulator = await simulate();
    const { start, post, intake } = await serve(simulator);
    expect(await post('{}', signed(simulator))).toBe(503);
    await start();
    await intake.stop();
    expect(await post('{}', signed(simulator))).toBe(503);
  });
});

it('nothing that is kept shows a session webhook', async () => {
  const simulator = await simulate();
  const { start, texts, world } = openProcess(simulator);
  await start();
  say(simulator, '你好');
  await untilHolds(() => expect(texts()).toEqual(['你好']));
  const keys = await world.redis.keys(world.keys.platform('dingtalk', '*'));
  expect(keys.length).toBeGreaterThan(0);
  const kept = await Promise.all(keys.map(key => world.redis.get(key)));
  expect(JSON.stringify([keys, kept])).not.toMatch(/session=|sendBySession|127\.0\.0\.1/);
});
