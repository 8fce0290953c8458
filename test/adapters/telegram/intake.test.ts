import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { openApi } from '../../../adapters/telegram/api.ts';
import { openIntake } from '../../../adapters/telegram/intake.ts';
import { listen, readBody, sendJson } from '../../../simulators/http.ts';
import { startTelegram, type TelegramSimulator } from '../../../simulators/telegram/index.ts';
import type { World } from '../../../src/adapter.ts';
import { systemClock } from '../../../src/clock.ts';
import type { Arrival } from '../../../src/message.ts';
import { Secret } from '../../../src/secret.ts';
import { untilHolds } from '../../support/until-holds.ts';
import { openWorld } from './world.ts';

/** What each test opens, closed in reverse. */
const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function simulate(options: Parameters<typeof startTelegram>[0] = {}): Promise<TelegramSimulator> {
  const simulator = await startTelegram({ naturalLimits: false, ...options });
  opened.push(() => simulator.close());
  return simulator;
}

interface Parts {
  readonly prefix?: string;
  readonly world?: Partial<World>;
  readonly callUs?: { readonly url: string; readonly secret: Secret };
  /** Rejects to refuse an arrival. */
  readonly accept?: (arrival: Arrival) => Promise<void>;
  readonly token?: string;
}

/** One process that takes Telegram's messages. */
function openProcess(
  simulator: TelegramSimulator,
  { prefix, world: parts, callUs, accept, token }: Parts = {},
) {
  const telegram = openApi({
    token: new Secret(token ?? simulator.token),
    apiRoot: simulator.url,
    proxy: undefined,
  });
  const { world, close } = openWorld(inject('redisUrl'), { ...(prefix && { prefix }), ...parts });
  const intake = openIntake({ telegram, world, callUs });
  const accepted: Arrival[] = [];
  opened.push(close, telegram.close, intake.stop);
  const texts = () => accepted.flatMap(arrival => (arrival.kind === 'message' ? [arrival.message.text] : []));
  const start = () =>
    intake.start(async arrival => {
      await accept?.(arrival);
      accepted.push(arrival);
    });
  return { intake, world, accepted, texts, start };
}

const textOf = (arrival: Arrival) => (arrival.kind === 'message' ? arrival.message.text : '');
const polls = ({ calls }: TelegramSimulator) => calls.filter(({ method }) => method === 'getUpdates');

describe('long polling', () => {
  it('accepts what people say, and confirms it only then', async () => {
    const simulator = await simulate();
    const li = simulator.person();
    let refusals = 2;
    const { start, texts } = openProcess(simulator, {
      accept: async () => {
        if (refusals-- > 0) throw new Error('Redis is away');
      },
    });
    await start();
    simulator.say(simulator.direct(li), li, '你好');
    await untilHolds(() => expect(texts()).toEqual(['你好']));
    expect(refusals).toBeLessThan(0);
  });

  it('does not hold other chats back for a chat whose message is refused, and keeps its order', async () => {
    const simulator = await simulate();
    const [li, han] = [simulator.person(), simulator.person()];
    let away = true;
    const { start, texts, intake } = openProcess(simulator, {
      accept: async arrival => {
        if (away && textOf(arrival) === '一') throw new Error('Redis is away');
      },
    });
    simulator.say(simulator.direct(li), li, '一');
    simulator.say(simulator.direct(li), li, '二');
    simulator.say(simulator.direct(han), han, '三');
    await start();
    await untilHolds(() => expect(texts()).toContain('三'));
    expect(texts()).not.toContain('二');
    await untilHolds(() => expect(intake.state()).toMatchObject({ ready: false }));
    away = false;
    await untilHolds(() => expect(texts().filter(text => text !== '三')).toEqual(['一', '二']));
    await untilHolds(() => expect(intake.state()).toEqual({ ready: true, detail: 'polling' }));
  });

  it('goes on after a restart where it ended', async () => {
    const simulator = await simulate();
    const li = simulator.person();
    const prefix = `test-${randomUUID()}`;
    const first = openProcess(simulator, { prefix });
    await first.start();
    simulator.say(simulator.direct(li), li, '一');
    await untilHolds(() => expect(first.texts()).toEqual(['一']));
    await first.intake.stop();
    simulator.say(simulator.direct(li), li, '二');
    const second = openProcess(simulator, { prefix });
    await second.start();
    await untilHolds(() => expect(second.texts()).toEqual(['二']));
  });

  it('is done by one process at a time; another takes over when it stops', async () => {
    const simulator = await simulate();
    const li = simulator.person();
    const prefix = `test-${randomUUID()}`;
    const [first, second] = [openProcess(simulator, { prefix }), openProcess(simulator, { prefix })];
    await first.start();
    await untilHolds(() => expect(polls(simulator)).not.toEqual([]));
    await second.start();
    await untilHolds(() => expect(second.intake.state().detail).toContain('standing by'));
    simulator.say(simulator.direct(li), li, '一');
    await untilHolds(() => expect(first.texts()).toEqual(['一']));
    await first.intake.stop();
    simulator.say(simulator.direct(li), li, '二');
    await untilHolds(() => expect(second.texts()).toEqual(['二']));
    expect(polls(simulator).every(({ outcome }) => outcome !== 'refused')).toBe(true);
  });

  it('is taken over from a process that fell silent', async () => {
    const simulator = await simulate();
    const li = simulator.person();
    const { start, texts, world } = openProcess(simulator);
    await world.redis.set(world.keys.lease('telegram-poll'), 'somebody who died', 'PX', 200);
    simulator.say(simulator.direct(li), li, '你好');
    await start();
    await untilHolds(() => expect(texts()).toEqual(['你好']));
  });

  it('takes a webhook away without losing what waits', async () => {
    const simulator = await simulate({ webhookRetryMs: 60_000 });
    const li = simulator.person();
    const { start, texts } = openProcess(simulator);
    const other = openApi({ token: new Secret(simulator.token), apiRoot: simulator.url, proxy: undefined });
    opened.push(other.close);
    await other.api.setWebhook('http://127.0.0.1:9/nobody');
    simulator.say(simulator.direct(li), li, '你好');
    await start();
    await untilHolds(() => expect(texts()).toEqual(['你好']));
  });

  it('that another program does too says what to do, and goes on when that has ended', async () => {
    const simulator = await simulate();
    const slept: number[] = [];
    const clock: World['clock'] = {
      ...systemClock,
      sleep(ms, signal) {
        slept.push(ms);
        return systemClock.sleep(Math.min(ms, 50), signal);
      },
    };
    simulator.fault({ kind: 'conflict', method: 'getUpdates' });
    const { start, intake } = openProcess(simulator, { world: { clock } });
    await start();
    await untilHolds(() => expect(slept).toContain(15_000));
    await untilHolds(() => expect(intake.state()).toEqual({ ready: true, detail: 'polling' }));
  });

  it('tells of a conflict in words', async () => {
    const simulator = await simulate();
    simulator.fault({ kind: 'conflict', method: 'getUpdates' });
    const { start, intake } = openProcess(simulator);
    await start();
    await untilHolds(() => expect(intake.state().ready).toBe(false));
    expect(intake.state().detail).toMatch(/another program .* stop it/);
  });

  it('refuses to start with a wrong token, which it does not tell', async () => {
    const simulator = await simulate();
    const token = '900:wrong-token-that-must-not-be-told';
    const { start, intake } = openProcess(simulator, { token });
    const failure = await start().catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'PlatformFailure', kind: 'credentials' });
    expect(`${String(failure)} ${intake.state().detail}`).not.toContain('must-not-be-told');
  });

  it('begins by itself when Telegram can be reached again', async () => {
    const simulator = await simulate();
    const li = simulator.person();
    const clock = {
      ...systemClock,
      sleep: (_ms: number, signal?: AbortSignal) => systemClock.sleep(100, signal),
    };
    simulator.fault({ kind: 'server-error', method: 'getMe' }, 2);
    const { start, texts, intake } = openProcess(simulator, { world: { clock } });
    await start();
    expect(intake.state()).toMatchObject({ ready: false, detail: expect.stringContaining('TELEGRAM_PROXY') });
    simulator.say(simulator.direct(li), li, '你好');
    await untilHolds(() => expect(texts()).toEqual(['你好']));
  });

  it('stops at once, though Telegram would have it wait', async () => {
    const simulator = await simulate();
    const { start, intake } = openProcess(simulator);
    await start();
    await untilHolds(() => expect(polls(simulator).at(-1)?.parameters).toMatchObject({ timeout: 25 }));
    const before = Date.now();
    await intake.stop();
    // Far from the 25 s after which Telegram would answer.
    expect(Date.now() - before).toBeLessThan(15_000);
    expect(intake.state()).toEqual({ ready: false, detail: 'stopped' });
  });
});

describe('a webhook', () => {
  const secret = new Secret('a-secret_1');

  /** Our side of the webhook, on loopback. */
  async function serve(simulator: TelegramSimulator, accept?: Parts['accept']) {
    let process: ReturnType<typeof openProcess> | undefined;
    const server = await listen(async (req, res) => {
      const request = { headers: req.headers as Record<string, string>, body: await readBody(req) };
      const answer = (await process?.intake.webhook?.(request)) ?? { status: 404 };
      sendJson(res, answer.status, {});
    });
    opened.push(() => server.close());
    process = openProcess(simulator, {
      callUs: { url: `${server.url}/webhooks/telegram`, secret },
      ...(accept && { accept }),
    });
    return { ...process, url: `${server.url}/webhooks/telegram` };
  }

  it('is set with its secret, and brings what people say', async () => {
    const simulator = await simulate();
    const li = simulator.person();
    const { start, texts, intake } = await serve(simulator);
    await start();
    simulator.say(simulator.direct(li), li, '你好');
    await untilHolds(() => expect(texts()).toEqual(['你好']));
    expect(intake.state()).toEqual({ ready: true, detail: 'webhook' });
    expect(polls(simulator)).toEqual([]);
    expect(simulator.calls.find(({ method }) => method === 'setWebhook')?.parameters).toMatchObject({
      secret_token: 'a-secret_1',
      allowed_updates: ['message', 'edited_message', 'callback_query', 'my_chat_member'],
    });
  });

  it('brings again what could not be accepted', async () => {
    const simulator = await simulate({ webhookRetryMs: 20 });
    const li = simulator.person();
    let refusals = 2;
    const { start, texts } = await serve(simulator, async () => {
      if (refusals-- > 0) throw new Error('Redis is away');
    });
    await start();
    simulator.say(simulator.direct(li), li, '你好');
    await untilHolds(() => expect(texts()).toEqual(['你好']));
  });

  it('takes nothing from a stranger', async () => {
    const simulator = await simulate();
    const { start, accepted, url } = await serve(simulator);
    await start();
    const forged = await fetch(url, { method: 'POST', body: '{"update_id":1}' });
    expect(forged.status).toBe(401);
    expect(accepted).toEqual([]);
  });
});

describe('beside messages', () => {
  it('whoever presses the Stop button sees the answer', async () => {
    const simulator = await simulate();
    const li = simulator.person();
    const chat = simulator.direct(li);
    const { start } = openProcess(simulator, {
      accept: async arrival => {
        if (arrival.kind === 'press') await arrival.press.answer(`停止 ${arrival.press.token}`);
      },
    });
    await start();
    const { api, close } = openApi({
      token: new Secret(simulator.token),
      apiRoot: simulator.url,
      proxy: undefined,
    });
    opened.push(close);
    const sent = await api.sendMessage(chat.id, '正在', {
      reply_markup: { inline_keyboard: [[{ text: '停止', callback_data: 'stop:abc' }]] },
    });
    expect(await simulator.press(chat, li, sent.message_id, '停止')).toMatchObject({ text: '停止 abc' });
  });

  it('the menu of commands is there in Chinese and English, the admins’ part for admins', async () => {
    const simulator = await simulate();
    const menu = (locale: string, language: string) => ({
      locale,
      entries: ['help', 'persona', 'forget-me'].map(command => ({
        command,
        description: `${command} ${language}`,
        adminsOnly: command === 'persona',
      })),
    });
    const menus = [menu('zh-CN', '中文'), menu('en', 'in English')];
    await openProcess(simulator, { world: { menus } }).start();
    const admins = { type: 'all_chat_administrators' };
    await untilHolds(() => expect(simulator.commands(admins, 'en')).toHaveLength(2));
    expect(simulator.commands(admins)).toEqual([
      { command: 'help', description: 'help 中文' },
      { command: 'persona', description: 'persona 中文' },
    ]);
    expect(simulator.commands({ type: 'all_private_chats' }, 'en')).toEqual([
      { command: 'help', description: 'help in English' },
    ]);
  });
});
