import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { openApi, type TelegramApi } from '../../../../adapters/telegram/api.ts';
import { openNumbers } from '../../../../adapters/telegram/send/numbers.ts';
import { openReply } from '../../../../adapters/telegram/send.ts';
import { startTelegram, type TelegramSimulator } from '../../../../simulators/telegram/index.ts';
import type { ReplyRecord, ReplyTarget } from '../../../../src/platform.ts';
import { Secret } from '../../../../src/secret.ts';
import { buttonsWith } from '../../world.ts';
import { openWorld } from '../world.ts';

/** A group becomes a supergroup, which numbers its messages anew, while an answer is being written there. */

let simulator: TelegramSimulator;
let telegram: TelegramApi;
let house: ReturnType<typeof openWorld>;

beforeEach(async () => {
  simulator = await startTelegram({ naturalLimits: false });
  const { url, token } = simulator;
  telegram = openApi({ token: new Secret(token), apiRoot: url, proxy: undefined });
  house = openWorld(inject('redisUrl'));
});

afterEach(async () => {
  house.close();
  await telegram.close();
  await simulator.close();
});

/** Somebody asks in a group, in the row of numbers that direct chats share. @param before messages there by then */
function ask(before = 40) {
  const person = simulator.person({ firstName: 'Li' });
  for (let said = 0; said < before; said += 1) simulator.say(simulator.direct(person), person, '你好');
  const chat = simulator.group({ title: '小组' });
  const questionId = simulator.say(chat, person, '@yanqiao_bot 你好');
  const target: ReplyTarget = {
    chat: { id: String(chat.id), kind: 'group' },
    questionId: String(questionId),
    buttons: buttonsWith('abc'),
  };
  const records: ReplyRecord[] = [];
  const keep = async (record: ReplyRecord) => void records.push(record);
  const { world } = house;
  const open = (record?: ReplyRecord, numbers = openNumbers(house.world), other = target) =>
    openReply({ api: telegram.api, world, numbers, target: other, keep, ...(record && { record }) });
  return { person, chat, target, records, open };
}

const textsOf = (chat: { readonly id: number }) =>
  simulator
    .messages(chat)
    .filter(({ byBot }) => byBot)
    .map(({ text }) => text);

const lostIn = (chat: { readonly id: number }) =>
  simulator.fault({ kind: 'lost-answer', method: 'sendMessage', chat: chat.id });

test('a first send whose confirmation is lost where the group is now leaves no twin there', async () => {
  const { chat, open } = ask();
  const moved = simulator.migrate(chat);
  lostIn(moved);
  await open().finish('好');
  expect(textsOf(moved)).toEqual(['好']);
});

test('nor does one of a process that is killed then', async () => {
  const { chat, open, records } = ask();
  const moved = simulator.migrate(chat);
  lostIn(moved);
  const killed = open();
  await killed.show('一');
  killed.release();
  await open(records.at(-1)).finish('一二');
  expect(textsOf(moved)).toEqual(['一二']);
});

test('pages of before the move tell nothing of the numbers that follow it', async () => {
  const { chat, target, open, records } = ask();
  const long = `${'甲'.repeat(3000)}\n\n${'乙'.repeat(3000)}`;
  await open().finish(long);
  const moved = simulator.migrate(chat);
  await open(records.at(-1)).finish(`${'丙'.repeat(3000)}\n\n${'乙'.repeat(3000)}`);
  const numbers = openNumbers(house.world);
  const whileSending = records.find(({ chatId }) => chatId === moved.id);
  open(whileSending, numbers).release();
  const there = { ...target, chat: { id: String(moved.id), kind: 'group' as const }, questionId: '1' };
  lostIn(moved);
  const shown = textsOf(moved).length;
  await open(undefined, numbers, { ...there, buttons: buttonsWith('def') }).finish('好');
  expect(textsOf(moved)).toHaveLength(shown + 1);
});

test('another message there that has the old number of ours stays as it is', async () => {
  const { chat, person, open, records } = ask(5);
  await open().show('一');
  const old = simulator.messages(chat).at(-1)?.id ?? 0;
  const moved = simulator.migrate(chat);
  let last = 0;
  while (last < old - 1) last = simulator.say(moved, person, '闲聊');
  const other = await telegram.api.sendMessage(moved.id, '别的回答');
  expect(other.message_id).toBe(old);
  await open(records.at(-1)).finish('一二');
  expect(textsOf(moved)).toEqual(['别的回答', '一二']);
});

test('nor does one lose its button for having the number of whom somebody asked before the move', async () => {
  const { chat, person, open } = ask();
  const moved = simulator.migrate(chat);
  const chatter = () => {
    for (let said = 0; said < 20; said += 1) simulator.say(moved, person, '闲聊');
  };
  chatter();
  const reply_markup = { inline_keyboard: [[{ text: '停止', callback_data: 'stop:other' }]] };
  const other = await telegram.api.sendMessage(moved.id, '别的回答', { reply_markup });
  chatter();
  await open({ pages: [], chatId: chat.id, sentAfter: [41], asked: [other.message_id] }).finish('好');
  expect(textsOf(moved)).toEqual(['别的回答', '好']);
  expect(simulator.messages(moved).find(({ id }) => id === other.message_id)?.keyboard).toHaveLength(1);
});
