import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { echo, sentences } from './answers.ts';
import { type Kept, lookInto } from './kept.ts';
import { isGreeting, openTown, type Town } from './town.ts';

const words = wordingFor('zh-CN');
const plain = (markdown: string) => markdown.replaceAll(/[`*]/g, '');
const long = sentences(400);

let town: Town;
let kept: Kept;

beforeAll(async () => {
  town = await openTown({
    ernie: { chunkMs: 30 },
    telegram: { webhookRetryMs: 50 },
  });
  kept = lookInto(town);
  await Promise.all([town.startBot({ ROLES: 'intake' }), town.startBot({ ROLES: 'worker' })]);
});
afterAll(() => town.close());

const said = (chat: { id: number }) =>
  town.telegram
    .messages(chat)
    .filter(({ byBot }) => byBot)
    .map(({ text }) => text);
const greeted = (chat: { id: number }, times: number) =>
  eventually('the greeting', () => said(chat).filter(isGreeting).length === times);

const placeOf = ({ id }: { id: number }) => `telegram:${id}`;
/** Calls of the platform for a chat. */
const callsTo = (chat: { id: number }) => town.telegram.calls.filter(call => call.chat === chat.id);

/** A group whose member waits for an answer that grows and would for a while, with another question behind it. */
async function inMidAnswer(chat: { id: number }, mention: string) {
  town.ernie.reply(() => long);
  const li = town.telegram.person();
  if (chat.id < 0) town.telegram.join(chat, li);
  const person = chat.id < 0 ? li : town.telegram.person({ id: chat.id });
  town.telegram.say(chat, person, `${mention}一`);
  await eventually('text', () => said(chat).some(text => text.includes('第1句')));
  town.telegram.say(chat, person, `${mention}二`);
  await kept.waiting(placeOf(chat), 2);
}

test('a group is greeted once, however often it is told that the bot came, and when it comes back that day', async () => {
  town.telegram.duplicateUpdates(1);
  const group = town.telegram.group({ title: '新群', supergroup: true });
  await greeted(group, 1);
  town.telegram.kick(group);
  town.telegram.admit(group);
  town.ernie.reply(echo);
  const li = town.telegram.person();
  town.telegram.join(group, li);
  town.telegram.say(group, li, '@yanqiao_bot 在吗');
  await eventually('an answer', () => said(group).some(text => text.includes('在吗')));
  expect(said(group).filter(isGreeting)).toEqual([plain(words.greeting)]);
});

test('a group that becomes a supergroup is not greeted again, and its memory is not lost', async () => {
  town.ernie.reply(echo);
  const group = town.telegram.group({ title: '要升级的群' });
  const li = town.telegram.person();
  town.telegram.join(group, li);
  await greeted(group, 1);
  town.telegram.say(group, li, '@yanqiao_bot 一');
  await eventually(
    'its memory',
    async () => (await town.redis.exists(town.keys.history(placeOf(group)))) === 1,
  );
  const after = town.telegram.migrate(group);
  town.telegram.makeAdmin(after, town.telegram.bot);
  town.telegram.say(after, li, '@yanqiao_bot 二');
  await eventually('another answer', () => said(after).some(text => text.includes('二')));
  expect(JSON.stringify(town.ernie.calls.at(-1)?.body)).toContain('一');
  expect(said(after).filter(isGreeting)).toEqual([]);
});

test.each(['kick', 'disband'] as const)(
  'after a %s in mid-answer the turn ends, nothing is tried again and nothing is kept',
  async how => {
    const group = town.telegram.group({ title: '散', supergroup: true });
    await greeted(group, 1);
    await inMidAnswer(group, '@yanqiao_bot ');
    const asked = town.ernie.calls.length;
    town.telegram[how](group);
    await kept.nothingOf(placeOf(group));
    const written = callsTo(group).length;
    // Somebody else's whole conversation later, this chat has not been touched.
    town.ernie.reply(echo);
    const wang = town.telegram.person();
    const chat = town.telegram.direct(wang);
    town.telegram.say(chat, wang, '别处');
    await eventually('the answer elsewhere', () => said(chat).some(text => text.includes('别处')));
    expect(callsTo(group).length - written).toBe(0);
    expect(town.ernie.calls.length - asked).toBe(1);
    expect(await kept.of(placeOf(group))).toEqual([]);
  },
);

test('who blocks the bot in mid-answer gets nothing more, and is answered afresh after coming back', async () => {
  const wu = town.telegram.person();
  const chat = town.telegram.direct(wu);
  await inMidAnswer(chat, '');
  town.telegram.block(wu);
  await kept.nothingOf(placeOf(chat));
  town.telegram.unblock(wu);
  town.ernie.reply(echo);
  town.telegram.say(chat, wu, '三');
  await eventually('an answer', () => said(chat).some(text => text.includes('答：三')));
  expect(JSON.stringify(town.ernie.calls.at(-1)?.body)).not.toContain('第1句');
});

test('what was said in a chat that is quiet is forgotten when the bot is thrown out, and its settings are kept', async () => {
  town.ernie.reply(echo);
  const group = town.telegram.group({ title: '静', supergroup: true });
  const li = town.telegram.person();
  town.telegram.join(group, li);
  town.telegram.makeAdmin(group, li);
  town.telegram.say(group, li, '/language@yanqiao_bot en');
  const { set } = wordingFor('en').commands.language;
  await eventually('the language', () => said(group).includes(set));
  const menu = town.telegram.commands({ type: 'chat', chat_id: group.id });
  expect(menu.map(({ description }) => description)).toContain(wordingFor('en').commands.about.help);
  town.telegram.say(group, li, '@yanqiao_bot 秘密');
  await eventually('an answer', () => said(group).some(text => text.includes('秘密')));
  await eventually('a history', async () => (await kept.of(placeOf(group))).length > 0);
  town.telegram.kick(group);
  await kept.nothingOf(placeOf(group));
  town.telegram.admit(group);
  town.telegram.say(group, li, '@yanqiao_bot /help');
  await eventually('help in English', () =>
    said(group).some(text => text.includes('Just send a message to ask')),
  );
});
