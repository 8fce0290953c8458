import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { openApi, type TelegramApi } from '../../../adapters/telegram/api.ts';
import { fileSender } from '../../../adapters/telegram/send/file.ts';
import { startTelegram, type TelegramSimulator } from '../../../simulators/telegram/index.ts';
import type { ReplyTarget } from '../../../src/platform.ts';
import { Secret } from '../../../src/secret.ts';
import { openHandedBudget, openWorld } from './world.ts';

let simulator: TelegramSimulator;
let telegram: TelegramApi;
const closes: (() => void)[] = [];

beforeAll(async () => {
  simulator = await startTelegram({ naturalLimits: false });
  telegram = openApi({ token: new Secret(simulator.token), apiRoot: simulator.url, proxy: undefined });
});
afterEach(() => {
  for (const close of closes.splice(0)) close();
});
afterAll(async () => {
  await telegram.close();
  await simulator.close();
});

const file = { name: '对话 2026-11-23.md', text: '# 对话\n' };

function openSender() {
  const { budget, taken } = openHandedBudget();
  const { world, close } = openWorld(inject('redisUrl'), { budget });
  closes.push(close);
  return { send: fileSender(telegram.api, world), taken };
}

const filesIn = (chat: { id: number }) =>
  simulator.messages(chat).flatMap(message => (message.file ? [message.file.name] : []));

test('a file stays in the topic of the question, and is one write of the budget', async () => {
  const li = simulator.person();
  const forum = simulator.group({ title: '论坛', topics: true });
  const topic = simulator.topic(forum, li, '周报');
  const question = simulator.say(forum, li, '/export@yanqiao_bot', { topic });
  const { send, taken } = openSender();
  const chat = { id: String(forum.id), kind: 'group' } as const;
  await send({ chat, topic: String(topic), questionId: String(question) }, file);
  expect(simulator.messages(forum).at(-1)).toMatchObject({
    topic,
    replyTo: question,
    file: { name: file.name, content: file.text },
  });
  expect(taken).toHaveLength(1);
});

test('a file finds a group that has moved, and answers no stranger there', async () => {
  const li = simulator.person();
  const group = simulator.group({ title: '小组' });
  const question = simulator.say(group, li, '/export@yanqiao_bot');
  const moved = simulator.migrate(group);
  const { send } = openSender();
  const target: ReplyTarget = {
    chat: { id: String(group.id), kind: 'group' },
    questionId: String(question),
  };
  await send(target, file);
  expect(simulator.messages(moved).at(-1)).toMatchObject({ file: { name: file.name }, replyTo: undefined });
});

test('a file whose confirmation is lost comes twice rather than never, and no more often', async () => {
  const li = simulator.person();
  const chat = simulator.direct(li);
  const target: ReplyTarget = { chat: { id: String(chat.id), kind: 'direct' } };
  const { send } = openSender();
  simulator.fault({ kind: 'lost-answer', method: 'sendDocument' });
  await send(target, file);
  expect(filesIn(chat)).toEqual([file.name, file.name]);
  simulator.fault({ kind: 'lost-answer', method: 'sendDocument' }, 3);
  await expect(send(target, file)).rejects.toMatchObject({ kind: 'unreachable' });
  expect(filesIn(chat)).toHaveLength(4);
  simulator.clearFaults();
});
