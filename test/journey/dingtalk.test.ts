import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chat, Person } from '../../simulators/dingtalk/words.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { echo, endless } from './answers.ts';
import { type DingtalkTown, openDingtalkTown } from './dingtalk-town.ts';
import { questionOf } from './town.ts';

const words = wordingFor('zh-CN');
let town: DingtalkTown;

beforeAll(async () => {
  town = await openDingtalkTown({ ernie: { chunkMs: 30 } });
  await town.startBot();
  town.ernie.reply(echo);
});
afterAll(() => town.close());

const someone = (more: { name?: string; isAdmin?: boolean; outsider?: boolean } = {}) =>
  town.dingtalk.person({ name: '小李', ...more });
/** What the model was asked last. */
const lastPrompt = () =>
  (town.ernie.calls.at(-1)?.body as { messages: { content: string }[] } | undefined)?.messages ?? [];
const callsAbout = (text: string) =>
  town.dingtalk.calls.filter(({ api, body }) => api !== 'session' && JSON.stringify(body).includes(text));

/** Asks directly, and waits for the answer. */
async function answerTo(chat: Chat, person: Person, text: string) {
  const before = town.replies(chat).length;
  town.dingtalk.say(chat, person, text);
  const [answer] = (await town.finished(chat, before + 1)).slice(before);
  if (!answer) throw new Error('no answer');
  return answer;
}

/** Mentions the bot in a group. */
const mention = (group: Chat, person: Person, text: string) =>
  town.dingtalk.say(group, person, `@${town.dingtalk.bot.name} ${text}`, { mentions: [town.dingtalk.bot] });

test('a direct message is answered in a card that is finished, and offers another answer', async () => {
  const li = someone();
  const answer = await answerTo(town.dingtalk.direct(li), li, '你好');
  expect(answer).toMatchObject({ text: '答：你好', kind: 'card', flowStatus: '3' });
  expect(answer.buttons.map(({ id }) => id)).toEqual(['retry', 'new']);
});

test('in a group only who mentions the bot is answered, and is mentioned', async () => {
  const li = someone();
  const group = town.dingtalk.group({ title: '组' });
  town.dingtalk.say(group, li, '大家好');
  mention(group, li, '天气');
  const answers = await town.finished(group, 1);
  expect(lastPrompt().at(-1)?.content).toContain('天气');
  expect(answers.map(({ mentions }) => mentions)).toEqual([[li.staffId]]);
});

test('rich text and recognised speech are read, and what cannot be read is answered in words', async () => {
  const li = someone();
  const chat = town.dingtalk.direct(li);
  town.dingtalk.say(chat, li, '第一段\n第二段', { richText: true });
  expect((await town.finished(chat, 1))[0]?.text.replaceAll('\n', ' ')).toBe('答：第一段 第二段');
  town.dingtalk.say(chat, li, '说出来的话', { audio: true });
  expect((await town.finished(chat, 2))[1]?.text).toBe('答：说出来的话');
  town.dingtalk.say(chat, li, '', { picture: true });
  expect((await town.finished(chat, 3))[2]?.text).toBe(words.notText('picture'));
});

test('a quoted message reaches the model with the question', async () => {
  const li = someone();
  const chat = town.dingtalk.direct(li);
  const first = town.dingtalk.say(chat, li, '今年的预算是三百万');
  await town.finished(chat, 1);
  town.dingtalk.say(chat, li, '够吗', { replyTo: first });
  await town.finished(chat, 2);
  expect(lastPrompt().at(-1)?.content).toContain('今年的预算是三百万');
});

test('who is no member of the organisation is answered by the session webhook, without an API call', async () => {
  const guest = someone({ outsider: true, name: '客人' });
  const group = town.dingtalk.group({ title: '外部群' });
  mention(group, guest, '外人的问题');
  const [answer] = await town.finished(group, 1);
  expect(answer).toMatchObject({ kind: 'markdown' });
  expect(answer?.text).toContain('外人的问题');
  expect(callsAbout('外人的问题')).toEqual([]);
});

test('the Stop button is for the asker and the administrators; whom it is not for reads why', async () => {
  town.ernie.reply(() => endless);
  const [li, wang, boss] = [someone(), someone({ name: '小王' }), someone({ name: '老板', isAdmin: true })];
  const group = town.dingtalk.group({ title: '停' });
  mention(group, boss, '/whoami');
  await town.finished(group, 1);
  mention(group, li, '长');
  const growing = await eventually('a Stop button', () =>
    town.replies(group).find(({ buttons }) => buttons.some(({ id }) => id === 'stop')),
  );
  const press = (person: Person) => town.dingtalk.press(group, person, growing.id, 'stop');
  expect(await press(wang)).toMatchObject({ answered: true, notice: words.commands.stop['not-yours'] });
  expect(await press(boss)).toMatchObject({ answered: true, notice: words.commands.stop.stopped });
  const answer = (await town.finished(group, 2))[1];
  expect(answer?.id).toBe(growing.id);
  expect(answer?.text).toContain(words.stopped);
  expect(answer?.text).not.toContain('第900句');
  town.ernie.reply(echo);
});

test('buttons ask for another answer in the same card, and for a new conversation', async () => {
  const li = someone();
  const chat = town.dingtalk.direct(li);
  const answer = await answerTo(chat, li, '一');
  town.ernie.reply(prompt => `新的答：${questionOf(prompt)}`);
  // The card is finished a moment before the answer counts as the latest.
  await eventually('the retry', async () => {
    const { notice } = await town.dingtalk.press(chat, li, answer.id, 'retry');
    return notice === words.onIt;
  });
  await eventually('the new answer', () =>
    town
      .replies(chat)
      .find(({ id, text, flowStatus }) => id === answer.id && text === '新的答：一' && flowStatus === '3'),
  );
  await town.dingtalk.press(chat, li, answer.id, 'new');
  await eventually('the word', () =>
    town.replies(chat).find(({ text }) => text === words.commands.forgotten),
  );
  town.ernie.reply(echo);
  await answerTo(chat, li, '二');
  expect(lastPrompt()).toHaveLength(1);
});

test('administrators of the organisation may set the persona of a group, members may not', async () => {
  const [li, boss] = [someone(), someone({ name: '老板', isAdmin: true })];
  const group = town.dingtalk.group({ title: '人设' });
  mention(group, li, '/persona 海盗');
  expect((await town.finished(group, 1))[0]?.text).toContain(words.commands.refused('chat-admin'));
  mention(group, boss, '/persona 海盗');
  await town.finished(group, 2);
  mention(group, li, '你是谁');
  await town.finished(group, 3);
  expect(town.ernie.calls.at(-1)?.body).toMatchObject({ system: '海盗' });
});

test('a message that is delivered twice is answered once', async () => {
  const li = someone();
  const chat = town.dingtalk.direct(li);
  town.dingtalk.duplicateEvents(1);
  await answerTo(chat, li, '再说一遍');
  await answerTo(chat, li, '完了吗');
  expect(town.replies(chat)).toHaveLength(2);
});

test('/usage and the metrics tell what DingTalk has billed this month', async () => {
  const li = someone();
  const chat = town.dingtalk.direct(li);
  await answerTo(chat, li, '你好');
  const { calls } = town.dingtalk.billed();
  const told = await answerTo(chat, li, '/usage');
  expect(told.text).toContain(`${calls} 次`);
  const metrics = await (await fetch(`http://127.0.0.1:${town.bots[0]?.port}/metrics`)).text();
  expect(metrics).toContain(`yanqiao_platform_billed{platform="dingtalk",what="calls"} ${calls}`);
});
