import { afterEach, describe, expect, inject, it } from 'vitest';
import { feishu } from '../../../adapters/feishu/index.ts';
import { type FeishuSimulator, startFeishu } from '../../../simulators/feishu/index.ts';
import type { FeishuOptions } from '../../../simulators/feishu/options.ts';
import { listen, readBody, sendJson } from '../../../simulators/http.ts';
import type { World } from '../../../src/adapter.ts';
import { systemClock } from '../../../src/clock.ts';
import type { Arrival, IncomingMessage } from '../../../src/message.ts';
import { untilHolds } from '../../support/until-holds.ts';
import { buttonsWith } from '../world.ts';
import { openWorld, settingsFor } from './world.ts';

/** What each test opens, closed in reverse. */
const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function simulate(options: FeishuOptions = {}): Promise<FeishuSimulator> {
  const simulator = await startFeishu({ redeliverMs: [50, 50, 50, 50, 50, 50], ...options });
  opened.push(() => simulator.close());
  return simulator;
}

interface Parts {
  readonly settings?: Record<string, string>;
  readonly world?: Partial<World>;
  /** Rejects to refuse an arrival. */
  readonly accept?: (arrival: Arrival) => Promise<void>;
}

/** One process that takes Feishu's messages. */
async function openProcess(simulator: FeishuSimulator, { settings, world: parts, accept }: Parts = {}) {
  const { world, close } = openWorld(inject('redisUrl'), parts);
  const platform = await feishu.create(settingsFor(simulator, settings), world);
  const { intake } = platform;
  const messages: IncomingMessage[] = [];
  opened.push(close, platform.close, intake.stop);
  const start = () =>
    intake.start(async arrival => {
      await accept?.(arrival);
      if (arrival.kind === 'message') messages.push(arrival.message);
    });
  return { platform, intake, messages, start, texts: () => messages.map(({ text }) => text) };
}

const hurried: World['clock'] = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 100), signal),
};

/** Somebody writes to the bot. */
function say(simulator: FeishuSimulator, text: string): string {
  const person = simulator.person();
  return simulator.say(simulator.direct(person), person, text);
}

describe('the long connection', () => {
  it('brings what people say, and is acknowledged once that is safe', async () => {
    const simulator = await simulate();
    let refusals = 2;
    const { start, texts, intake } = await openProcess(simulator, {
      accept: async () => {
        if (refusals-- > 0) throw new Error('Redis is away');
      },
    });
    await start();
    expect(intake.state()).toEqual({ ready: true, detail: 'connected' });
    say(simulator, '你好');
    await untilHolds(() => expect(texts()).toEqual(['你好']));
    await untilHolds(() =>
      expect(simulator.deliveries.map(({ outcome }) => outcome)).toEqual([
        'refused',
        'refused',
        'acknowledged',
      ]),
    );
  });

  it('is opened again when it was cut', async () => {
    const simulator = await simulate();
    const { start, texts, intake } = await openProcess(simulator);
    await start();
    simulator.dropConnections();
    await untilHolds(() => expect(simulator.connections()).toBe(1));
    say(simulator, '还在吗');
    await untilHolds(() => expect(texts()).toEqual(['还在吗']));
    expect(intake.state().ready).toBe(true);
  });

  it('brings events that come in parts, in any order', async () => {
    const simulator = await simulate();
    const { start, texts } = await openProcess(simulator);
    await start();
    simulator.splitEvents(3, 1, 'reversed');
    say(simulator, '一段很长的话');
    await untilHolds(() => expect(texts()).toEqual(['一段很长的话']));
  });

  it('is not opened with a wrong secret, which is told, and not in full', async () => {
    const simulator = await simulate();
    const FEISHU_APP_SECRET = 'wrong-secret-that-must-not-be-told';
    const { start, intake } = await openProcess(simulator, { settings: { FEISHU_APP_SECRET } });
    const failure = await start().catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'PlatformFailure', kind: 'credentials' });
    expect(String(failure)).toContain('FEISHU_APP_SECRET');
    expect(`${String(failure)} ${intake.state().detail}`).not.toContain('must-not-be-told');
  });

  it('begins by itself when Feishu can be reached again', async () => {
    const simulator = await simulate();
    simulator.fault({ kind: 'server-error', api: 'bot.info' }, 2);
    const { start, texts, intake } = await openProcess(simulator, { world: { clock: hurried } });
    await start();
    expect(intake.state()).toMatchObject({ ready: false, detail: expect.stringContaining('FEISHU_DOMAIN') });
    await untilHolds(() => expect(simulator.connections()).toBe(1));
    say(simulator, '你好');
    await untilHolds(() => expect(texts()).toEqual(['你好']));
  });

  it('begins by itself also when Feishu refuses the app for a while, after it could not be reached', async () => {
    const simulator = await simulate();
    simulator.fault({ kind: 'server-error', api: 'bot.info' });
    simulator.fault({ kind: 'code', code: 230006, api: 'bot.info' });
    const { start } = await openProcess(simulator, { world: { clock: hurried } });
    await start();
    await untilHolds(() => expect(simulator.connections()).toBe(1));
  });

  it('that does not open is told with what to do', async () => {
    const simulator = await simulate();
    simulator.refuseConnections(1000);
    const { start, intake } = await openProcess(simulator, { world: { clock: hurried } });
    await start();
    expect(intake.state()).toMatchObject({ ready: false, detail: expect.stringContaining('FEISHU_MODE') });
  });

  it('ends when it is told to, and what comes then is left to others', async () => {
    const simulator = await simulate();
    const { start, intake, texts } = await openProcess(simulator);
    await start();
    await intake.stop();
    expect(intake.state()).toEqual({ ready: false, detail: 'stopped' });
    say(simulator, '有人吗');
    const other = await openProcess(simulator);
    await other.start();
    await untilHolds(() => expect(other.texts()).toEqual(['有人吗']));
    expect(texts()).toEqual([]);
  });
});

describe('a webhook', () => {
  const settings = {
    FEISHU_MODE: 'webhook',
    FEISHU_ENCRYPT_KEY: 'an encrypt key',
    FEISHU_VERIFICATION_TOKEN: 'a verification token',
  };
  const keys = {
    encryptKey: settings.FEISHU_ENCRYPT_KEY,
    verificationToken: settings.FEISHU_VERIFICATION_TOKEN,
  };

  /** Our side of the webhook, on loopback. */
  async function serve(simulator: FeishuSimulator, parts: Parts = {}) {
    const process = await openProcess(simulator, { settings, ...parts });
    const server = await listen(async (req, res) => {
      const request = { headers: req.headers as Record<string, string>, body: await readBody(req) };
      const answer = (await process.intake.webhook?.(request)) ?? { status: 404 };
      sendJson(res, answer.status, answer.body ?? {});
    });
    opened.push(() => server.close());
    simulator.deliverTo(server.url);
    return { ...process, url: server.url };
  }

  it('brings what people say, and again what could not be accepted', async () => {
    const simulator = await simulate(keys);
    let refusals = 2;
    const { start, texts, intake } = await serve(simulator, {
      accept: async () => {
        if (refusals-- > 0) throw new Error('Redis is away');
      },
    });
    await start();
    expect(intake.state()).toEqual({ ready: true, detail: 'webhook' });
    expect(simulator.connections()).toBe(0);
    say(simulator, '你好');
    await untilHolds(() => expect(texts()).toEqual(['你好']));
    expect(await simulator.challenge()).toBe(true);
  });

  it('takes nothing from a stranger, and nothing before it knows who it is', async () => {
    const simulator = await simulate(keys);
    const { url, messages } = await serve(simulator);
    const post = async (body: string) => (await fetch(url, { method: 'POST', body })).status;
    expect(await post('{"schema":"2.0","header":{},"event":{}}')).toBe(401);
    expect(await post('no json')).toBe(400);
    say(simulator, '你好');
    await untilHolds(() => expect(simulator.deliveries[0]?.outcome).toBe('refused'));
    expect(messages).toEqual([]);
  });

  it('shows who presses a button what comes of it, or nothing when that takes too long', async () => {
    const simulator = await simulate(keys);
    let answers = true;
    const { start, platform } = await serve(simulator, {
      world: { clock: hurried },
      accept: async arrival => {
        if (arrival.kind === 'press' && answers) void arrival.press.answer(`停止 ${arrival.press.token}`);
      },
    });
    await start();
    const person = simulator.person();
    const chat = simulator.direct(person);
    const target = { chat: { id: chat.id, kind: 'direct' as const }, buttons: buttonsWith('abc') };
    await platform.open(target, async () => {}).show('正在');
    const [card] = simulator.messages(chat);
    const press = () => simulator.press(chat, person, card?.id ?? '', '停止');
    expect(await press()).toMatchObject({ answered: true, toast: { type: 'info', content: '停止 abc' } });
    answers = false;
    const silent = await press();
    expect(silent.answered).toBe(true);
    expect(silent.toast).toBeUndefined();
  });
});

describe('what Feishu does not send along', () => {
  it('is fetched: the words that a question quotes, and who speaks in a group', async () => {
    const simulator = await simulate();
    const { start, messages } = await openProcess(simulator);
    await start();
    const [li, wang] = [simulator.person({ name: '小李' }), simulator.person({ name: '小王' })];
    const group = simulator.group({ title: '组' });
    const said = simulator.say(group, wang, '明天下雨');
    simulator.say(group, li, `@${simulator.bot.name} 真的吗`, { mentions: [simulator.bot], replyTo: said });
    await untilHolds(() => expect(messages.at(-1)?.text).toBe('真的吗'));
    expect(messages.at(-1)).toMatchObject({
      sender: { id: li.openId, name: '小李' },
      quoted: { text: '明天下雨', fromBot: false, senderId: wang.openId, senderName: '小王' },
    });
  });

  it('is who wrote what is quoted also where that is a picture, or was taken back', async () => {
    const simulator = await simulate();
    const { start, messages } = await openProcess(simulator);
    await start();
    const [li, wang] = [simulator.person({ name: '小李' }), simulator.person({ name: '小王' })];
    const group = simulator.group({ title: '组' });
    const shown = simulator.say(group, wang, '', { image: true });
    const recalled = simulator.say(group, wang, '骂人的话');
    simulator.recall(group, recalled);
    for (const replyTo of [shown, recalled]) {
      const asked = simulator.say(group, li, '/ban', { mentions: [simulator.bot], replyTo });
      const quoted = { text: '', fromBot: false, senderId: wang.openId, senderName: '小王' };
      await untilHolds(() => expect(messages.find(({ id }) => id === asked)?.quoted).toEqual(quoted));
    }
  });

  it('is done without where it cannot be had', async () => {
    const simulator = await simulate();
    simulator.missingScopes(
      'im:message',
      'im:message:readonly',
      'im:chat',
      'im:chat:readonly',
      'im:chat.members:read',
    );
    const { start, messages } = await openProcess(simulator);
    await start();
    const li = simulator.person({ name: '小李' });
    const group = simulator.group({ title: '组' });
    const said = simulator.say(group, li, '明天下雨');
    simulator.say(group, li, `@${simulator.bot.name} 真的吗`, { mentions: [simulator.bot], replyTo: said });
    await untilHolds(() => expect(messages.at(-1)?.text).toBe('真的吗'));
    expect(messages.at(-1)?.sender.name).toBe(li.openId.slice(-4));
    expect(messages.at(-1)?.quoted).toBeUndefined();
  });
});
