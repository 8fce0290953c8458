import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chat, Person } from '../../simulators/dingtalk/words.ts';
import { eventually } from '../support/eventually.ts';
import { echo } from './answers.ts';
import { type DingtalkTown, openDingtalkTown } from './dingtalk-town.ts';
import { lookInto } from './kept.ts';
import { isGreeting } from './town.ts';

let town: DingtalkTown;
let boss: Person;

beforeAll(async () => {
  town = await openDingtalkTown({
    ernie: { chunkMs: 10 },
    // An acknowledgement that comes later does not count.
    dingtalk: { redeliverMs: 20_000 },
    settings: { ADMINS: 'dingtalk:manager807' },
  });
  await town.startBot();
  town.ernie.reply(echo);
  boss = town.dingtalk.person({ staffId: 'manager807', name: '老板' });
});
afterAll(() => town.close());

/** Mentions the bot in a group, and perhaps others. */
const mention = (group: Chat, person: Person, text: string, { others = [] as Person[], replyTo = '' } = {}) =>
  town.dingtalk.say(group, person, text, {
    mentions: [town.dingtalk.bot, ...others],
    ...(replyTo && { replyTo }),
  });
const texts = (chat: { id: string }) => town.replies(chat).map(({ text }) => text);
const answerWith = (chat: { id: string }, part: string) =>
  eventually(`“${part}”`, () => texts(chat).find(text => text.includes(part)));
const isBanned = async (person: Person) => {
  const chat = town.dingtalk.direct(person);
  town.dingtalk.say(chat, person, '还在吗');
  const [answer] = await town.finished(chat, 1);
  return answer?.text.includes('停用') || answer?.text.includes('封禁');
};

test('a member whom an admin mentions is banned, though DingTalk cuts the name out', async () => {
  const group = town.dingtalk.group({ title: '组' });
  const wang = town.dingtalk.person({ name: '小王' });
  mention(group, boss, '/ban 2h 刷屏', { others: [wang] });
  await answerWith(group, `user:dingtalk:${wang.staffId}`);
  expect(await isBanned(wang)).toBe(true);
});

test('who is quoted by an encrypted id is banned by the id of the organisation', async () => {
  const group = town.dingtalk.group({ title: '组' });
  const wang = town.dingtalk.person({ name: '小王' });
  const said = mention(group, wang, '广告');
  await answerWith(group, '答：');
  mention(group, boss, '/ban 2h', { replyTo: said });
  await answerWith(group, `user:dingtalk:${wang.staffId}`);
  expect(await isBanned(wang)).toBe(true);
});

test('who is no member can be banned by the id that /whoami shows', async () => {
  const group = town.dingtalk.group({ title: '外部群' });
  const guest = town.dingtalk.person({ name: '客人', outsider: true });
  mention(group, guest, '/whoami');
  const shown = await answerWith(group, guest.senderId);
  const id = shown.match(/dingtalk:(\S+?)（/)?.[1] ?? '';
  expect(id).toBe(guest.senderId);
  mention(group, boss, `/ban user:dingtalk:${id} 2h`);
  await answerWith(group, `user:dingtalk:${id}`);
  expect(await isBanned(guest)).toBe(true);
});

test('/export sends a member the conversation as a file, and who is none in words', async () => {
  const li = town.dingtalk.person({ name: '小李' });
  const chat = town.dingtalk.direct(li);
  town.dingtalk.say(chat, li, '你好');
  await town.finished(chat, 1);
  const { settled } = lookInto(town);
  await settled(`dingtalk:${chat.id}`);
  town.dingtalk.say(chat, li, '/export');
  const [, file] = await town.finished(chat, 2);
  expect(file?.file?.entries).toMatchObject([{ name: expect.stringMatching(/^yanqiao-.*\.md$/) }]);
  expect(file?.file?.entries[0]?.content).toContain('答：你好');

  const guest = town.dingtalk.person({ name: '访客', outsider: true });
  const theirs = town.dingtalk.direct(guest);
  town.dingtalk.say(theirs, guest, '早');
  await town.finished(theirs, 1);
  await settled(`dingtalk:${theirs.id}`);
  town.dingtalk.say(theirs, guest, '/export');
  const [, said] = await town.finished(theirs, 2);
  expect(said).toMatchObject({ kind: 'markdown', text: expect.stringContaining('答：早') });
});

test('a group that takes the bot in as a cool app is greeted once', async () => {
  const told = () =>
    town.dingtalk.deliveries.filter(({ topic, outcome }) => topic === '*' && outcome === 'acknowledged')
      .length;
  const before = told();
  const group = town.dingtalk.group({ title: '新群', isCoolApp: true });
  const greetings = () =>
    town.dingtalk.messages(group).filter(({ byBot, text }) => byBot && isGreeting(text));
  await eventually('the greeting', () => greetings().length === 1);
  await eventually('the first event', () => told() === before + 1);
  for (const [index, change] of [town.dingtalk.kick, town.dingtalk.admit].entries()) {
    change(group);
    await eventually('the event', () => told() === before + index + 2);
  }
  mention(group, boss, '在吗');
  await answerWith(group, '在吗');
  expect(greetings()).toHaveLength(1);
});
