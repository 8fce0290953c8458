import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { feishu } from '../../../adapters/feishu/index.ts';
import { type FeishuSimulator, startFeishu } from '../../../simulators/feishu/index.ts';
import type { Platform, ReplyTarget } from '../../../src/platform.ts';
import { openWorld, settingsFor } from './world.ts';

let simulator: FeishuSimulator;
let platform: Platform;
const closes: (() => unknown)[] = [];

beforeEach(async () => {
  simulator = await startFeishu();
  const { world, close } = openWorld(inject('redisUrl'));
  platform = await feishu.create(settingsFor(simulator), world);
  closes.push(() => simulator.close(), close, platform.close);
});
afterEach(async () => {
  for (const close of closes.splice(0).reverse()) await close();
});

const file = { name: '对话 2026-11-23.md', text: '# 对话\n' };
const calls = () => simulator.calls.flatMap(({ api }) => (api === 'token' ? [] : [api]));

function ask(topics = false) {
  const li = simulator.person();
  const group = simulator.group({ title: '组', topics });
  const question = simulator.say(group, li, '导出', { mentions: [simulator.bot] });
  const topic = simulator.topicOf(question);
  const target: ReplyTarget = {
    chat: { id: group.id, kind: 'group' },
    ...(topic && { topic }),
    questionId: question,
  };
  return { group, question, topic, target };
}

test('a file stays in the topic of the question', async () => {
  const { group, question, topic, target } = ask(true);
  await platform.sendFile?.(target, file);
  expect(simulator.messages(group).at(-1)).toMatchObject({
    kind: 'file',
    topic,
    replyTo: question,
    file: { name: file.name, content: file.text },
  });
  expect(calls()).toEqual(['files.upload', 'messages.reply']);
});

test('a file whose confirmation is lost comes once', async () => {
  const { group, target } = ask();
  simulator.fault({ kind: 'lost-answer', api: 'files' });
  simulator.fault({ kind: 'lost-answer', api: 'messages' });
  await platform.sendFile?.(target, file);
  expect(calls()).toEqual(['files.upload', 'files.upload', 'messages.reply', 'messages.reply']);
  expect(simulator.messages(group).filter(({ byBot }) => byBot)).toHaveLength(1);
});

test('without the permission to upload, a file is refused and its name is in no error', async () => {
  const { group, target } = ask();
  simulator.missingScopes('im:resource', 'im:resource:upload');
  const sent = platform.sendFile?.(target, file);
  await expect(sent).rejects.toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/^POST \/open-apis\/im\/v1\/files: 99991672(?!.*对话)/),
  });
  expect(simulator.messages(group).some(({ byBot }) => byBot)).toBe(false);
});
