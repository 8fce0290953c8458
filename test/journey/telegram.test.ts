import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { echo, endless, sentences } from './answers.ts';
import { lookInto } from './kept.ts';
import { openTown, questionOf, type Town } from './town.ts';

const words = wordingFor('zh-CN');

interface PromptBody {
  readonly messages: readonly { readonly content: string }[];
}

let town: Town;
let admin: ReturnType<Town['telegram']['person']>;

beforeAll(async () => {
  town = await openTown({ ernie: { chunkMs: 30 } });
  admin = town.telegram.person({ id: 4711, firstName: '管理员' });
  await town.startBot({ ADMINS: `telegram:${admin.id}`, ALLOWED_USERS: '', ALLOWED_CHATS: '*' });
  town.ernie.reply(echo);
});
afterAll(() => town.close());

const someone = (firstName = '小李') => town.telegram.person({ firstName });
/** The messages of the last call to the model. */
const lastPrompt = () => (town.ernie.calls.at(-1)?.body ?? { messages: [] }) as PromptBody;
const lastAsked = () => questionOf(lastPrompt());
/** The bot's answer to one message. */
const answerTo = (chat: { id: number }, message: number) =>
  eventually('the answer', () =>
    town.replies(chat).find(({ replyTo, keyboard }) => replyTo === message && keyboard.length === 0),
  );

test('a direct message is answered as a reply to the question', async () => {
  const li = someone();
  const chat = town.telegram.direct(li);
  const asked = town.telegram.say(chat, li, '你好');
  expect((await answerTo(chat, asked)).text).toBe('答：你好');
});

test('in a group only what is addressed to the bot is answered, and the speaker is named to the model', async () => {
  const li = someone();
  const group = town.telegram.group({ title: '组', supergroup: true });
  town.telegram.join(group, li);
  town.telegram.makeAdmin(group, town.telegram.bot);
  town.telegram.say(group, li, '大家好');
  const asked = town.telegram.say(group, li, '👍请问@yanqiao_bot 天气');
  const answer = await answerTo(group, asked);
  expect(lastAsked()).toBe(`${words.speaker('小李')}👍请问 天气`);
  const followUp = town.telegram.say(group, li, '为什么', { replyTo: answer.id });
  await answerTo(group, followUp);
  expect(lastAsked()).toContain('为什么');
  expect(lastAsked()).toContain('天气');
  expect(town.replies(group)).toHaveLength(2);
});

test('a topic has a memory of its own and is answered inside', async () => {
  const li = someone();
  const forum = town.telegram.group({ title: '论坛', topics: true });
  town.telegram.join(forum, li);
  const topic = town.telegram.topic(forum, li, '天气');
  const asked = town.telegram.say(forum, li, '@yanqiao_bot 雨', { topic });
  expect((await answerTo(forum, asked)).topic).toBe(topic);
});

test('a growing reply carries a Stop button, for the asker and not for another member', async () => {
  town.ernie.reply(() => endless);
  const li = someone();
  const wang = someone('小王');
  const group = town.telegram.group({ title: '停', supergroup: true });
  town.telegram.join(group, li);
  town.telegram.join(group, wang);
  const asked = town.telegram.say(group, li, '@yanqiao_bot 长');
  const growing = await eventually('a Stop button', () =>
    town.replies(group).find(({ replyTo, keyboard }) => replyTo === asked && keyboard.length > 0),
  );
  expect(await town.telegram.press(group, wang, growing.id, words.stopButton)).toMatchObject({
    text: words.commands.stop['not-yours'],
  });
  expect(await town.telegram.press(group, li, growing.id, words.stopButton)).toMatchObject({
    text: words.commands.stop.stopped,
  });
  const stopped = await answerTo(group, asked);
  expect(stopped.id).toBe(growing.id);
  expect(stopped.text).toContain(words.stopped);
  expect(stopped.text).not.toContain('第900句');
  town.ernie.reply(echo);
});

test('commands are answered while an answer is being written', async () => {
  town.ernie.reply(() => endless);
  const li = someone();
  const chat = town.telegram.direct(li);
  const asked = town.telegram.say(chat, li, '长');
  await eventually('text', () => town.replies(chat).find(({ replyTo }) => replyTo === asked));
  const help = town.telegram.say(chat, li, '/help');
  await answerTo(chat, help);
  const growing = town.replies(chat).find(({ replyTo }) => replyTo === asked);
  expect(growing?.keyboard.length).toBeGreaterThan(0);
  town.telegram.say(chat, li, '/停止');
  await answerTo(chat, asked);
  town.ernie.reply(echo);
});

test('/new forgets, /retry answers anew in the same message', async () => {
  const li = someone();
  const chat = town.telegram.direct(li);
  const first = town.telegram.say(chat, li, '一');
  const answer = await answerTo(chat, first);
  town.ernie.reply(prompt => `新的答：${questionOf(prompt)}`);
  town.telegram.say(chat, li, '/retry');
  await eventually('the new answer', () =>
    town.replies(chat).find(({ id, text }) => id === answer.id && text === '新的答：一'),
  );
  town.ernie.reply(echo);
  const forget = town.telegram.say(chat, li, '/new');
  expect((await answerTo(chat, forget)).text).toBe(words.commands.forgotten);
  await answerTo(chat, town.telegram.say(chat, li, '二'));
  expect(lastPrompt().messages).toHaveLength(1);
});

test('what is not text is answered in words, an album once, and a caption is a question', async () => {
  const li = someone();
  const chat = town.telegram.direct(li);
  for (const _ of [1, 2, 3]) town.telegram.say(chat, li, '', { photo: true, mediaGroup: 'album' });
  await eventually('the words', () =>
    town.replies(chat).some(({ text }) => text === words.notText('picture')),
  );
  const captioned = town.telegram.say(chat, li, '这是什么', { photo: true });
  await answerTo(chat, captioned);
  expect(lastAsked()).toBe('这是什么');
  const album = { photo: true, mediaGroup: 'another' };
  town.telegram.say(chat, li, '', album);
  await answerTo(chat, town.telegram.say(chat, li, '哪张好看', album));
  await answerTo(chat, town.telegram.say(chat, li, '还有呢'));
  expect(town.replies(chat).filter(({ text }) => text === words.notText('picture'))).toHaveLength(1);
});

test('an admin pauses a chat, and a member may not', async () => {
  const li = someone();
  const group = town.telegram.group({ title: '暂停', supergroup: true });
  town.telegram.join(group, li);
  town.telegram.join(group, admin);
  const refused = town.telegram.say(group, li, '/pause@yanqiao_bot');
  expect((await answerTo(group, refused)).text).toBe(words.commands.refused('admin'));
  await answerTo(group, town.telegram.say(group, admin, '/pause@yanqiao_bot'));
  expect((await answerTo(group, town.telegram.say(group, li, '@yanqiao_bot 在吗'))).text).toBe(words.paused);
  await answerTo(group, town.telegram.say(group, admin, '/resume@yanqiao_bot'));
  expect((await answerTo(group, town.telegram.say(group, li, '@yanqiao_bot 在吗'))).text).toContain('在吗');
});

test('a group that becomes a supergroup keeps its memory', async () => {
  const li = someone();
  const group = town.telegram.group({ title: '升级' });
  town.telegram.join(group, li);
  await answerTo(group, town.telegram.say(group, li, '@yanqiao_bot 一'));
  const upgraded = town.telegram.migrate(group);
  await answerTo(upgraded, town.telegram.say(upgraded, li, '@yanqiao_bot 二'));
  expect(lastPrompt().messages).toHaveLength(3);
});

test('questions that wait while their group becomes a supergroup are answered there in order, and remembered', async () => {
  const li = someone();
  const group = town.telegram.group({ title: '正在升级' });
  town.telegram.join(group, li);
  town.ernie.reply(prompt => (questionOf(prompt).includes('甲') ? sentences(100) : echo(prompt)));
  const asked = town.telegram.say(group, li, '@yanqiao_bot 甲');
  await eventually('text', () => town.replies(group).some(({ replyTo }) => replyTo === asked));
  town.telegram.say(group, li, '@yanqiao_bot 乙');
  const upgraded = town.telegram.migrate(group);
  await eventually('the answers', () => town.replies(upgraded).some(({ text }) => text.endsWith('乙')));
  expect(town.bots[0]?.logged('turn.swept')).toBeUndefined();
  await answerTo(upgraded, town.telegram.say(upgraded, li, '@yanqiao_bot 丙'));
  expect(town.replies(upgraded).map(({ text }) => /第100句|乙$|丙$/.exec(text)?.[0])).toEqual([
    '第100句',
    '乙',
    '丙',
  ]);
  const contents = lastPrompt().messages.map(({ content }) => content);
  expect(contents.filter((_, i) => i % 2 === 0).map(text => text.at(-1))).toEqual(['甲', '乙', '丙']);
  await lookInto(town).settled(`telegram:${upgraded.id}`);
  expect(await town.redis.llen(town.keys.history(`telegram:${upgraded.id}`))).toBe(3);
  town.ernie.reply(echo);
});

test('an answer longer than a message goes on in further ones, with nothing lost', async () => {
  const sentences = Array.from(
    { length: 300 },
    (_, i) => `这是第${i + 1}句话，说得不短，还要再说上好一会儿，直到一条消息放不下。`,
  );
  town.ernie.reply(() => sentences.join(''));
  const li = someone();
  const chat = town.telegram.direct(li);
  const asked = town.telegram.say(chat, li, '很长');
  await eventually(
    'the last sentence',
    () => town.replies(chat).some(({ text, keyboard }) => text.includes('第300句') && keyboard.length === 0),
    40_000,
  );
  const pages = town.replies(chat);
  expect(pages.length).toBeGreaterThan(2);
  expect(pages[0]?.replyTo).toBe(asked);
  expect(
    pages
      .map(({ text }) => text)
      .join('')
      .replace(/\s/g, ''),
  ).toBe(sentences.join(''));
  town.ernie.reply(echo);
});

test('what the model writes mentions nobody', async () => {
  town.ernie.reply(() => '请问 @yanqiao_bot 和 @all 还有 <b>粗</b>');
  const li = someone();
  const chat = town.telegram.direct(li);
  const answer = await answerTo(chat, town.telegram.say(chat, li, '提及'));
  expect(answer.entities.filter(({ type }) => type === 'mention')).toEqual([]);
  expect(answer.text).toContain('<b>粗</b>');
  town.ernie.reply(echo);
});
