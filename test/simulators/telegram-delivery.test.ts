import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api, Bot, GrammyError, InlineKeyboard, webhookCallback } from 'grammy';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTelegram, type TelegramSimulator } from '../../simulators/telegram/index.ts';

/** Two cores are shared by everything that runs. */
const patience = { timeout: 10_000 };

let telegram: TelegramSimulator;
let bot: Bot;
let api: Api;
let undo: (() => unknown)[];

beforeEach(async () => {
  telegram = await startTelegram({ webhookRetryMs: 20, webhookTimeoutMs: 1500, callbackDeadlineMs: 1500 });
  bot = new Bot(telegram.token, { client: { apiRoot: telegram.url } });
  api = new Api(telegram.token, { apiRoot: telegram.url });
  undo = [() => telegram.close()];
});

afterEach(async () => {
  for (const step of undo.reverse()) await step();
});

const start = () => {
  void bot.start({ timeout: 20 });
  undo.push(() => bot.stop());
};

/** A webhook server that hands each update to `answer`, which gives the status. */
const webhook = async (answer: (update: Update, secret: unknown) => number | Promise<number>) => {
  const server = createServer(async (req, res) => {
    let body = '';
    for await (const part of req) body += part;
    const status = await answer(JSON.parse(body), req.headers['x-telegram-bot-api-secret-token']);
    res.writeHead(status).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

test("grammY's own polling answers a person, and no update comes twice", async () => {
  const li = telegram.person({ firstName: 'Li' });
  const chat = telegram.direct(li);
  bot.on('message:text', context => context.reply(`你说：${context.message.text}`));
  start();
  telegram.say(chat, li, '一');
  telegram.say(chat, li, '二');
  await telegram.waitFor(() => telegram.messages(chat).length === 4);
  telegram.say(chat, li, '三');
  await telegram.waitFor(() => telegram.messages(chat).length === 6);

  const answers = telegram.messages(chat).filter(({ byBot }) => byBot);
  expect(answers.map(({ text }) => text)).toEqual(['你说：一', '你说：二', '你说：三']);
});

test('a button reaches the bot, and its answer reaches the person', async () => {
  const li = telegram.person({ firstName: 'Li' });
  const chat = telegram.direct(li);
  bot.command('start', context =>
    context.reply('好', { reply_markup: new InlineKeyboard().text('停止', 'stop:1').text('不理', 'ignore') }),
  );
  bot.callbackQuery(/^stop:/, context => context.answerCallbackQuery({ text: '已停止', show_alert: true }));
  start();
  telegram.say(chat, li, '/start');
  const message = await telegram.waitFor(() => telegram.messages(chat).find(({ byBot }) => byBot));

  expect(await telegram.press(chat, li, message.id, '停止')).toEqual({
    answered: true,
    text: '已停止',
    alert: true,
  });
  expect(await telegram.press(chat, li, message.id, 'ignore')).toEqual({ answered: false });
  const late = await api.answerCallbackQuery('2').catch(error => error);
  expect(late.description).toBe(
    'Bad Request: query is too old and response timeout expired or query ID is invalid',
  );
  await expect(telegram.press(chat, li, message.id, '没有')).rejects.toThrow('停止');
});

test('a poll really waits, and what was not confirmed comes again', async () => {
  const li = telegram.person({ firstName: 'Li' });
  const chat = telegram.direct(li);
  const began = Date.now();
  expect(await api.getUpdates({ timeout: 1 })).toEqual([]);
  expect(Date.now() - began).toBeGreaterThanOrEqual(990);

  const waiting = api.getUpdates({ timeout: 20 });
  await telegram.waitFor(() => telegram.calls.length === 2);
  telegram.say(chat, li, '你好');
  const [update] = await waiting;
  expect(update?.message?.text).toBe('你好');
  expect(await api.getUpdates()).toEqual([update]);
  expect(await api.getUpdates({ offset: (update?.update_id ?? 0) + 1 })).toEqual([]);
});

test('of two pollers the first is told to go', async () => {
  const first = api.getUpdates({ timeout: 20 }).catch(error => error);
  await telegram.waitFor(() => telegram.calls.length === 1);
  void api.getUpdates({ timeout: 20 }).catch(() => undefined);
  const error = await first;
  expect(error).toBeInstanceOf(GrammyError);
  expect(error.description).toMatch(/^Conflict: terminated by other getUpdates request/);
});

test('a poller that hung up does not stand in the way of the next', async () => {
  const cancel = new AbortController();
  const gone = api.getUpdates({ timeout: 20 }, cancel.signal as never).catch(error => error);
  await telegram.waitFor(() => telegram.calls.length === 1);
  cancel.abort();
  await gone;
  const next = api.getUpdates({ timeout: 20 });
  await telegram.waitFor(() => telegram.calls.length === 2);
  const li = telegram.person({ firstName: 'Li' });
  telegram.say(telegram.direct(li), li, '还在吗');
  expect(await next).toHaveLength(1);
});

test("grammY's webhook callback gets updates with the secret, and answers", async () => {
  const li = telegram.person({ firstName: 'Li' });
  const chat = telegram.direct(li);
  bot.on('message', context => context.reply('收到'));
  const server = createServer(webhookCallback(bot, 'http', { secretToken: 'secret_1' }));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  undo.push(() => server.close());
  await api.setWebhook(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
    secret_token: 'secret_1',
  });
  telegram.say(chat, li, '你好');
  await telegram.waitFor(() => telegram.messages(chat).some(({ text }) => text === '收到'));

  const refused = await api.getUpdates().catch(error => error);
  expect(refused.description).toMatch(/^Conflict: can't use getUpdates method while webhook is active/);
  await api.deleteWebhook();
  expect((await api.getWebhookInfo()).url).toBe('');
});

test("a webhook that fails gets the update again, and one chat's order holds", async () => {
  const li = telegram.person({ firstName: 'Li' });
  const wang = telegram.person({ firstName: 'Wang' });
  const seen: string[] = [];
  let failures = 2;
  const url = await webhook((update, secret) => {
    seen.push(`${update.message?.from.first_name}${update.message?.text}`);
    expect(secret).toBe('s');
    return update.message?.text === '1' && failures-- > 0 ? 500 : 200;
  });
  await api.setWebhook(url, { secret_token: 's', max_connections: 2 });
  telegram.say(telegram.direct(li), li, '1');
  telegram.say(telegram.direct(li), li, '2');
  telegram.say(telegram.direct(wang), wang, '3');
  await expect.poll(() => seen.length, patience).toBe(5);
  expect(seen.filter(entry => entry.startsWith('Li'))).toEqual(['Li1', 'Li1', 'Li1', 'Li2']);
  await expect.poll(async () => (await api.getWebhookInfo()).pending_update_count, patience).toBe(0);
  expect((await api.getWebhookInfo()).last_error_message).toMatch(/500/);
});

test('a webhook is not called by more connections than it allows, and one that hangs is called again', async () => {
  let [running, most, hangs] = [0, 0, 1];
  const seen: number[] = [];
  const url = await webhook(async ({ update_id }) => {
    most = Math.max(most, ++running);
    seen.push(update_id);
    if (hangs-- > 0) await new Promise(resolve => undo.push(() => resolve(undefined)));
    running--;
    return 200;
  });
  await api.setWebhook(url, { max_connections: 1 });
  for (const person of ['Li', 'Wang', 'Zhao'].map(firstName => telegram.person({ firstName })))
    telegram.say(telegram.direct(person), person, '1');
  await expect.poll(() => seen.length, patience).toBe(4);
  expect(most).toBe(2); // the one that hangs, given up, and one more
  expect(seen[1]).toBe(seen[0]);
});

test('a webhook answer can get lost, and then the update comes again', async () => {
  const li = telegram.person({ firstName: 'Li' });
  const ids: number[] = [];
  const url = await webhook(({ update_id }) => {
    ids.push(update_id);
    return 200;
  });
  await api.setWebhook(url);
  telegram.loseWebhookAnswers(1);
  telegram.say(telegram.direct(li), li, '1');
  await expect.poll(() => ids.length, patience).toBe(2);
  expect(new Set(ids).size).toBe(1);
});

test('updates can come twice, and in the wrong order', async () => {
  const li = telegram.person({ firstName: 'Li' });
  const chat = telegram.direct(li);
  telegram.duplicateUpdates(1);
  telegram.say(chat, li, '一');
  const [first] = await api.getUpdates();
  const offset = (first?.update_id ?? 0) + 1;
  expect(await api.getUpdates({ offset })).toEqual([first]);
  expect(await api.getUpdates({ offset })).toEqual([]);

  telegram.reorderUpdates(2);
  telegram.say(chat, li, '二');
  expect(await api.getUpdates({ offset })).toEqual([]);
  telegram.say(chat, li, '三');
  expect((await api.getUpdates({ offset })).map(({ message }) => message?.text)).toEqual(['三', '二']);
});

test('of an update it is known when a poll took it and when a greater offset acknowledged it', async () => {
  const li = telegram.person({ firstName: 'Li' });
  const chat = telegram.direct(li);
  const messageId = telegram.say(chat, li, '一');
  const [update] = await api.getUpdates();
  const updateId = update?.update_id ?? 0;
  const first = { updateId, kind: 'message', chat: chat.id, messageId, by: 'poll', attempt: 1 };
  expect(telegram.deliveries).toMatchObject([{ ...first, outcome: 'pending' }]);

  await api.getUpdates({ offset: updateId });
  telegram.say(chat, li, '二');
  const [next] = await api.getUpdates({ offset: updateId + 1 });
  expect(telegram.deliveries).toMatchObject([
    { ...first, outcome: 'unanswered' },
    { ...first, attempt: 2, outcome: 'acknowledged' },
    { updateId: next?.update_id, attempt: 1, outcome: 'pending' },
  ]);
  const times = telegram.deliveries.flatMap(({ at, doneAt = Number.POSITIVE_INFINITY }) => [at, doneAt]);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('a negative offset acknowledges all but the newest', async () => {
  const li = telegram.person({ firstName: 'Li' });
  for (const text of ['一', '二', '三']) telegram.say(telegram.direct(li), li, text);
  await api.getUpdates();
  expect(await api.getUpdates({ offset: -1 })).toHaveLength(1);
  expect(telegram.deliveries.map(({ outcome }) => outcome)).toEqual([
    ...['acknowledged', 'acknowledged', 'unanswered'],
    'pending',
  ]);
});

test('of an update it is known what the webhook said to it each time', async () => {
  const li = telegram.person({ firstName: 'Li' });
  const chat = telegram.direct(li);
  const answers = [500, 200, 200];
  const url = await webhook(() => answers.shift() ?? 200);
  await api.setWebhook(url);
  const first = telegram.say(chat, li, '一');
  const acknowledged = () => telegram.deliveries.at(-1)?.outcome === 'acknowledged';
  await telegram.waitFor(acknowledged);
  telegram.loseWebhookAnswers(1);
  const second = telegram.say(chat, li, '二');
  await telegram.waitFor(() => telegram.deliveries.length === 4 && acknowledged());
  expect(telegram.deliveries).toMatchObject([
    { messageId: first, by: 'webhook', attempt: 1, outcome: 'refused' },
    { messageId: first, by: 'webhook', attempt: 2, outcome: 'acknowledged' },
    { messageId: second, by: 'webhook', attempt: 1, outcome: 'unanswered' },
    { messageId: second, by: 'webhook', attempt: 2, outcome: 'acknowledged' },
  ]);
});

test('an update that is delayed is overtaken by others, but not by those of its chat', async () => {
  const li = telegram.person({ firstName: 'Li' });
  const wang = telegram.person({ firstName: 'Wang' });
  telegram.delayUpdates(1, 300);
  telegram.say(telegram.direct(li), li, '一');
  telegram.say(telegram.direct(li), li, '二');
  telegram.say(telegram.direct(wang), wang, '三');
  const seen: (string | undefined)[] = [];
  for (let offset = 0; seen.length < 3; ) {
    const updates = await api.getUpdates({ offset, timeout: 5 });
    seen.push(...updates.map(({ message }) => message?.text));
    offset = (updates.at(-1)?.update_id ?? 0) + 1;
  }
  expect(seen).toEqual(['三', '一', '二']);
});

test('what the bot did not ask for does not come', async () => {
  const li = telegram.person({ firstName: 'Li' });
  const chat = telegram.direct(li);
  await api.getUpdates({ allowed_updates: ['edited_message'] });
  const id = telegram.say(chat, li, '一');
  telegram.edit(chat, id, '二');
  expect((await api.getUpdates()).map(update => update.edited_message?.text)).toEqual(['二']);
});
