import { connect } from 'node:net';
import { Api } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTelegram, type TelegramSimulator } from '../../simulators/telegram/index.ts';
import { callFromElsewhere, cutting, killing, watchProbe } from './watch-probe.ts';

let probe: ReturnType<typeof watchProbe>;
let telegram: TelegramSimulator;
let api: Api;

beforeEach(async () => {
  probe = watchProbe();
  telegram = await startTelegram({ watch: probe.watch });
  api = new Api(telegram.token, { apiRoot: telegram.url });
});
afterEach(() => telegram.close());

const newChat = () => telegram.direct(telegram.person({ firstName: 'Li' }));

test('a call is seen as it arrives and as it lands, a refused one as it arrives, with what it says and where it comes from', async () => {
  const chat = newChat();
  await api.sendMessage(chat.id, '你好，世界');
  await api.editMessageText(chat.id, 1, '没有').catch(() => undefined);
  await api.getUpdates();

  expect(probe.told()).toEqual([
    ...['sendMessage arrived', 'sendMessage landed'],
    'editMessageText arrived',
    ...['getUpdates arrived', 'getUpdates landed'],
  ]);
  expect(probe.moments[0]?.about).toContain('/sendMessage');
  expect(probe.moments[0]?.about).toContain('你好，世界');
  expect(telegram.calls[0]?.port).toBe(probe.moments[0]?.port);
  expect(telegram.calls[0]?.port).toBeGreaterThan(0);
  expect(probe.moments[0]?.door).toBe(Number(new URL(telegram.url).port));
  expect(telegram.calls.map(({ landedAt }) => landedAt !== undefined)).toEqual([true, false, true]);
});

test('at its arrival a call has done nothing, when it lands its message is there', async () => {
  const chat = newChat();
  const shown: number[] = [];
  probe.decide(() => {
    shown.push(telegram.messages(chat).length);
    return 'go on';
  });
  await api.sendMessage(chat.id, '你好');
  expect(shown).toEqual([0, 1]);
});

test('a call that is cut as it arrives does nothing and meets no fault; one that is cut as it lands is done, and nobody hears of it', async () => {
  const chat = newChat();
  telegram.fault({ kind: 'too-many-requests' });
  probe.decide(cutting('sendMessage', 'arrived'));
  await expect(api.sendMessage(chat.id, '一')).rejects.toThrow('Network');
  probe.decide(cutting('sendMessage', 'landed'));
  await expect(api.sendMessage(chat.id, '二')).rejects.toThrow('429');
  await expect(api.sendMessage(chat.id, '三')).rejects.toThrow('Network');

  expect(telegram.messages(chat).map(({ text }) => text)).toEqual(['三']);
  expect(telegram.calls.map(({ outcome }) => outcome)).toEqual(['reset', 'refused', 'lost']);
});

test('what a process asked that was killed meanwhile is not done; what had landed stays', async () => {
  const chat = newChat();
  for (const stage of ['arrived', 'landed'] as const) {
    const caller = callFromElsewhere(`${telegram.url}/bot${telegram.token}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: { chat_id: chat.id, text: stage },
    });
    const kill = killing(caller);
    probe.decide(moment => (moment.stage === stage ? kill(moment) : 'go on'));
    await telegram.waitFor(
      () => telegram.calls.find(({ parameters }) => parameters['text'] === stage)?.doneAt,
    );
  }
  expect(telegram.calls.map(({ outcome }) => outcome)).toEqual(['reset', 'lost']);
  expect(telegram.messages(chat).map(({ text }) => text)).toEqual(['landed']);
});

test('a caller that hangs up right before the decision has nothing done', async () => {
  const chat = newChat();
  const body = JSON.stringify({ chat_id: chat.id, text: '你好' });
  const socket = connect(Number(new URL(telegram.url).port), '127.0.0.1');
  probe.decide(() => {
    socket.destroy();
    return 'go on';
  });
  const head = [
    'host: loopback',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.write([`POST /bot${telegram.token}/sendMessage HTTP/1.1`, ...head, '', body].join('\r\n'));
  await telegram.waitFor(() => telegram.calls[0]?.doneAt);
  expect(telegram.calls).toMatchObject([{ outcome: 'reset' }]);
  expect(telegram.messages(chat)).toEqual([]);
});

test('updates whose poll was cut as it landed were handed to nobody', async () => {
  const chat = newChat();
  telegram.say(chat, telegram.person({ id: chat.id }), '你好');
  probe.decide(cutting('getUpdates', 'landed'));
  await expect(api.getUpdates()).rejects.toThrow('Network');
  expect(telegram.deliveries).toEqual([]);
  probe.decide(() => 'go on');
  expect(await api.getUpdates()).toHaveLength(1);
  expect(telegram.deliveries).toHaveLength(1);
});

test('what was deleted is shown to who asks for all', async () => {
  const chat = newChat();
  await api.sendMessage(chat.id, '一');
  const { message_id } = await api.sendMessage(chat.id, '二');
  await api.deleteMessage(chat.id, message_id);
  expect(telegram.messages(chat)).toMatchObject([{ text: '一', isGone: false }]);
  const all = [
    { text: '一', isGone: false },
    { text: '二', isGone: true },
  ];
  expect(telegram.messages(chat, { all: true })).toMatchObject(all);
  const elsewhere = await fetch(`${telegram.url}/_simulator/messages?chat=${chat.id}&all=true`);
  expect(await elsewhere.json()).toMatchObject(all);
});
