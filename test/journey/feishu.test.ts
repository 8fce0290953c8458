import { afterAll, beforeAll, expect, test } from 'vitest';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { echo, endless, sentences } from './answers.ts';
import { type FeishuTown, isOver, openFeishuTown } from './feishu-town.ts';
import { questionOf } from './town.ts';

const words = wordingFor('zh-CN');
let town: FeishuTown;

beforeAll(async () => {
  town = await openFeishuTown({ ernie: { chunkMs: 30 } });
  await town.startBot();
  town.ernie.reply(echo);
});
afterAll(() => town.close());

const long = sentences(60);
const someone = (name = '小李') => town.feishu.person({ name });
/** What the model was asked last. */
const lastPrompt = () =>
  (town.ernie.calls.at(-1)?.body as { messages: { content: string }[] } | undefined)?.messages ?? [];

test('a direct message is answered in a card that replies to it, and offers another answer at the end', async () => {
  const li = someone();
  const chat = town.feishu.direct(li);
  const answer = await town.answerTo(chat, town.feishu.say(chat, li, '你好'));
  expect(answer).toMatchObject({ text: '答：你好', kind: 'interactive', streaming: false });
  expect(answer.summary).toBe('答：你好');
  expect(answer.buttons.map(({ text }) => text)).toEqual([words.retryButton, words.newButton]);
});

test('in a group only who mentions the bot itself is answered', async () => {
  const [li, wang] = [someone(), someone('小王')];
  const group = town.feishu.group({ title: '组' });
  town.feishu.join(group, wang);
  town.feishu.say(group, li, '大家好');
  town.feishu.say(group, li, '@all 大家好', { mentions: ['all'] });
  town.feishu.say(group, li, '@小王 你好', { mentions: [wang] });
  const { bot } = town.feishu;
  const asked = town.feishu.say(group, li, `@${bot.name} 问 @小王 天气`, { mentions: [bot, wang] });
  await town.answerTo(group, asked);
  expect(lastPrompt().at(-1)?.content).toContain('问 @小王 天气');
  expect(town.replies(group)).toHaveLength(1);
});

test('rich text is read with its mentions, and what cannot be read is answered in words', async () => {
  const li = someone();
  const group = town.feishu.group({ title: '富文本' });
  const { bot } = town.feishu;
  const asked = town.feishu.say(group, li, `@${bot.name} 第一段\n第二段`, { mentions: [bot], post: true });
  await town.answerTo(group, asked);
  expect(lastPrompt().at(-1)?.content).toContain('第一段\n第二段');
  const chat = town.feishu.direct(li);
  const picture = town.feishu.say(chat, li, '', { image: true });
  expect((await town.answerTo(chat, picture)).text).toBe(words.notText('picture'));
});

test('a topic is answered inside', async () => {
  const li = someone();
  const group = town.feishu.group({ title: '话题', topics: true });
  const { bot } = town.feishu;
  const asked = town.feishu.say(group, li, `@${bot.name} 雨`, { mentions: [bot] });
  const answer = await town.answerTo(group, asked);
  expect(answer.topic).toBe(town.feishu.topicOf(asked));
});

test('the Stop button is for the asker and who manages the group', async () => {
  town.ernie.reply(() => endless);
  const [li, wang, owner] = [someone(), someone('小王'), someone('群主')];
  const group = town.feishu.group({ title: '停' });
  for (const person of [li, wang, owner]) town.feishu.join(group, person);
  town.feishu.setOwner(group, owner);
  const { bot } = town.feishu;
  const asked = town.feishu.say(group, li, `@${bot.name} 长`, { mentions: [bot] });
  const growing = await eventually('a Stop button', () =>
    town.replies(group).find(({ buttons, replyTo }) => replyTo === asked && buttons.length > 0),
  );
  const press = (person: typeof li) => town.feishu.press(group, person, growing.id, words.stopButton);
  expect((await press(wang)).toast?.content).toBe(words.commands.stop['not-yours']);
  expect((await press(owner)).toast?.content).toBe(words.commands.stop.stopped);
  const answer = await town.answerTo(group, asked);
  expect(answer.id).toBe(growing.id);
  expect(answer.text).toContain(words.stopped);
  expect(answer.text).not.toContain('第900句');
  town.ernie.reply(echo);
});

test('buttons ask for another answer in the same card, and for a new conversation', async () => {
  const li = someone();
  const chat = town.feishu.direct(li);
  const asked = town.feishu.say(chat, li, '一');
  const answer = await town.answerTo(chat, asked);
  town.ernie.reply(prompt => `新的答：${questionOf(prompt)}`);
  // The card is finished a moment before the answer counts as the latest.
  await eventually('the retry', async () => {
    const { toast } = await town.feishu.press(chat, li, answer.id, words.retryButton);
    return toast?.content === words.onIt;
  });
  const anew = await eventually('the new answer', () =>
    town.replies(chat).find(reply => reply.id === answer.id && reply.text === '新的答：一' && isOver(reply)),
  );
  expect(anew.buttons.map(({ text }) => text)).toEqual([words.retryButton, words.newButton]);
  await town.feishu.press(chat, li, answer.id, words.newButton);
  const told = await eventually('the word', () =>
    town.replies(chat).find(({ text }) => text === words.commands.forgotten),
  );
  expect(told.replyTo).toBe(answer.id);
  town.ernie.reply(echo);
  await town.answerTo(chat, town.feishu.say(chat, li, '二'));
  expect(lastPrompt()).toHaveLength(1);
});

test('a question that is taken back while it waits is not answered', async () => {
  town.ernie.reply(() => long);
  const li = someone();
  const chat = town.feishu.direct(li);
  const first = town.feishu.say(chat, li, '长');
  await eventually('text', () => town.replies(chat)[0]?.text.includes('第2句'));
  const second = town.feishu.say(chat, li, '算了');
  town.feishu.recall(chat, second);
  await town.answerTo(chat, first);
  await town.answerTo(chat, town.feishu.say(chat, li, '/help'));
  expect(town.replies(chat).some(({ replyTo }) => replyTo === second)).toBe(false);
  town.ernie.reply(echo);
});

test('an event that is delivered twice is answered once', async () => {
  const li = someone();
  const chat = town.feishu.direct(li);
  town.feishu.duplicateEvents(1);
  await town.answerTo(chat, town.feishu.say(chat, li, '再说一遍'));
  await town.answerTo(chat, town.feishu.say(chat, li, '完了吗'));
  expect(town.replies(chat)).toHaveLength(2);
});
