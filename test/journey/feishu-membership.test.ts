import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { echo, sentences } from './answers.ts';
import { type FeishuTown, openFeishuTown } from './feishu-town.ts';
import { type Kept, lookInto } from './kept.ts';
import { isGreeting } from './town.ts';

const [zh, en] = [wordingFor('zh-CN'), wordingFor('en')];
const plain = (markdown: string) => markdown.replaceAll(/[`*]/g, '');
const long = sentences(400);

let town: FeishuTown;
let kept: Kept;

beforeAll(async () => {
  town = await openFeishuTown({ ernie: { chunkMs: 30 } });
  kept = lookInto(town);
  await Promise.all([town.startBot({ ROLES: 'intake' }), town.startBot({ ROLES: 'worker' })]);
});
afterAll(() => town.close());

type Chat = { readonly id: string };
const placeOf = ({ id }: Chat) => `feishu:${id}`;
const greetings = (chat: Chat) =>
  town.feishu
    .messages(chat)
    .filter(({ byBot, text }) => byBot && isGreeting(text))
    .map(({ text }) => plain(text));
const greeted = (chat: Chat) => eventually('the greeting', () => greetings(chat).length > 0);
/** Waits until so many errands were run. */
const ranErrands = (count: number) =>
  eventually('errands', async () => {
    const done = await town.redis.keys(`${town.keys.errandDone('')}*`);
    return done.length === count;
  });
/** Somebody asks the bot in a group. */
const ask = (chat: Chat, text: string, person = town.feishu.person()) =>
  town.feishu.say(chat, person, `@${town.feishu.bot.name} ${text}`, { mentions: [town.feishu.bot] });

test('a group is greeted once, although it is told twice that the bot came', async () => {
  town.ernie.reply(echo);
  town.feishu.duplicateEvents(1);
  const group = town.feishu.group({ title: '新群' });
  await greeted(group);
  await ranErrands(1);
  town.feishu.kick(group);
  // What is asked afterwards must not arrive before this: platforms promise no order.
  await ranErrands(2);
  town.feishu.admit(group);
  await town.answerTo(group, ask(group, '在吗'));
  expect(greetings(group)).toEqual([plain(zh.greeting)]);
});

test.each(['kick', 'disband'] as const)(
  'after a %s in mid-answer the turn ends, nothing is tried again and nothing is kept',
  async how => {
    town.ernie.reply(() => long);
    const group = town.feishu.group({ title: '散' });
    await greeted(group);
    ask(group, '一');
    await eventually('text', () => town.replies(group).some(({ text }) => text.includes('第1句')));
    ask(group, '二');
    await kept.waiting(placeOf(group), 2);
    const asked = town.ernie.calls.length;
    town.feishu[how](group);
    await kept.nothingOf(placeOf(group));
    const written = town.feishu.calls.length;
    const shown = town.replies(group).length;
    town.ernie.reply(echo);
    // Somebody else's whole conversation later, nothing has been said here.
    const wang = town.feishu.person();
    const chat = town.feishu.direct(wang);
    await town.answerTo(chat, town.feishu.say(chat, wang, '别处'));
    const since = town.feishu.calls.slice(written).filter(({ outcome }) => outcome === 'refused');
    expect(since).toHaveLength(0);
    expect(town.replies(group)).toHaveLength(shown);
    expect(town.ernie.calls.length - asked).toBe(1);
    expect(await kept.of(placeOf(group))).toEqual([]);
  },
);

test('a chat speaks the language that was chosen for it, its buttons, too, and no other chat does', async () => {
  town.ernie.reply(echo);
  const li = town.feishu.person();
  const chat = town.feishu.direct(li);
  const order = town.feishu.say(chat, li, '/语言 en');
  expect((await town.answerTo(chat, order)).text).toBe(en.commands.language.set);
  const answer = await town.answerTo(chat, town.feishu.say(chat, li, 'Hello'));
  expect(answer.buttons.map(({ text }) => text)).toEqual([en.retryButton, en.newButton]);
  await kept.settled(placeOf(chat));
  expect((await town.feishu.press(chat, li, answer.id, en.retryButton)).toast?.content).toBe(en.onIt);
  expect((await town.answerTo(chat, town.feishu.say(chat, li, '', { image: true }))).text).toBe(
    en.notText('picture'),
  );
  const wang = town.feishu.person();
  const other = town.feishu.direct(wang);
  const elsewhere = await town.answerTo(other, town.feishu.say(other, wang, '你好'));
  expect(elsewhere.buttons.map(({ text }) => text)).toEqual([zh.retryButton, zh.newButton]);
});

test('a word of being thrown out that comes after the return ends and forgets only what was said before it', async () => {
  town.ernie.reply(echo);
  const group = town.feishu.group({ title: '回' });
  await greeted(group);
  await town.answerTo(group, ask(group, '从前'));
  town.feishu.delayEvents(1, 60_000);
  town.feishu.kick(group);
  town.feishu.advance(1000);
  town.feishu.admit(group);
  await town.answerTo(group, ask(group, '回来'));
  town.ernie.reply(request => (echo(request).includes('眼前') ? sentences(150) : echo(request)));
  const current = ask(group, '眼前');
  await eventually('text', () => town.replies(group).some(({ text }) => text.includes('第1句')));
  const next = ask(group, '然后');
  await kept.waiting(placeOf(group), 2);
  town.feishu.advance(60_000);
  const rounds = async () => (await town.redis.lrange(town.keys.history(placeOf(group)), 0, -1)).join();
  await eventually('what was before it is forgotten', async () => !(await rounds()).includes('从前'));
  expect((await town.answerTo(group, current)).text).toContain('第150句');
  await town.answerTo(group, next);
  await eventually('a memory', async () => /回来.*眼前.*然后/s.test(await rounds()));
});
