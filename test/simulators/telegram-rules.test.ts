import fc from 'fast-check';
import type { Update } from 'grammy/types';
import { expect, test } from 'vitest';
import { plainText } from '../../simulators/telegram/formatted-text.ts';
import { parseHtml } from '../../simulators/telegram/html.ts';
import { startTelegram, type TelegramSimulator } from '../../simulators/telegram/index.ts';
import { Limits, usualLimits } from '../../simulators/telegram/limits.ts';
import type { SayOptions } from '../../simulators/telegram/people/say.ts';
import { stopTime } from './stop-time.ts';

test.each([
  ['<b>重要：</b>请', '重要：请', [{ type: 'bold', offset: 0, length: 3 }]],
  ['👍<i>x</i>', '👍x', [{ type: 'italic', offset: 2, length: 1 }]],
  [
    '<pre><code class="language-ts">a &lt; b</code></pre>',
    'a < b',
    [{ type: 'pre', offset: 0, length: 5, language: 'ts' }],
  ],
  ['<pre>a</pre><code>b</code>', 'ab', ['pre', 'code']],
  ['<a href="https://example.com/?a=1&amp;b=2">页</a>', '页', ['text_link']],
  ['<a href="javascript:1">页</a>', '页', []],
  ['<span class="tg-spoiler">x</span><tg-spoiler>y</tg-spoiler>', 'xy', ['spoiler', 'spoiler']],
  ['<blockquote expandable>x</blockquote>', 'x', ['expandable_blockquote']],
  ['<B>x</B>&nbsp;&#20013;&#x56fd;&', 'x&nbsp;中国&', ['bold']],
])('%s is read as %s', (html, text, entities) => {
  const parsed = parseHtml(html);
  expect(parsed.text).toBe(text);
  const isTypes = entities.every(entity => typeof entity === 'string');
  expect(isTypes ? parsed.entities.map(({ type }) => type) : parsed.entities).toEqual(entities);
});

test.each([
  ['<h1>x</h1>', 'Unsupported start tag "h1" at byte offset 0'],
  ['汉<br>', 'Unsupported start tag "br" at byte offset 3'],
  ['<b>x', 'Can\'t find end tag corresponding to start tag "b"'],
  ['x</b>', 'Unexpected end tag at byte offset 1'],
  ['<b><i>x</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
  ['a < b', 'Unsupported start tag "" at byte offset 2'],
  ['<b', 'Unclosed start tag at byte offset 0'],
  ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
])('%s is refused in the words of the vendor', (html, why) => {
  expect(() => parseHtml(html)).toThrow(`Bad Request: can't parse entities: ${why}`);
});

test('whatever is escaped is read back unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => parseHtml(plainText(text).html).text === text),
  );
});

test.each([
  ['请问@ernie_bot 天气', [['mention', '@ernie_bot']]],
  ['👍@ernie_bot hi', [['mention', '@ernie_bot']]],
  ['a@example.com', []],
  ['/new@ernie_bot 好', [['bot_command', '/new@ernie_bot']]],
  ['看https://example.com/x。', [['url', 'https://example.com/x']]],
])('in "%s" Telegram sees what it should', (text, expected) => {
  const { entities } = plainText(text);
  expect(entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)])).toEqual(
    expected,
  );
});

test('a chat bears a short burst, then one write a second', () => {
  const limits = new Limits(usualLimits);
  const chat = { id: 1, isGroup: false };
  expect([0, 0, 0, 0].map(now => limits.take(chat, now))).toEqual([0, 0, 0, 1]);
  expect([1000, 1100, 2000].map(now => limits.take(chat, now))).toEqual([0, 1, 0]);
  expect(limits.take({ id: 2, isGroup: false }, 2000)).toBe(0);
});

test('a group bears twenty writes in any minute, and says how long to wait', () => {
  const limits = new Limits(usualLimits);
  const group = { id: -1, isGroup: true };
  const times = Array.from({ length: 21 }, (_, index) => index * 1500);
  expect(times.map(now => limits.take(group, now))).toEqual([...Array(20).fill(0), 30]);
  expect(limits.take(group, 60_000)).toBe(0);
});

test('a bot bears thirty writes a second over all chats', () => {
  const limits = new Limits(usualLimits);
  const waits = Array.from({ length: 31 }, (_, id) => limits.take({ id, isGroup: false }, 0));
  expect(waits).toEqual([...Array(30).fill(0), 1]);
});

test('edits count like messages, and a 429 says how long to wait', async () => {
  stopTime();
  const telegram = await startTelegram();
  const li = telegram.person({ firstName: 'Li' });
  const chat = telegram.direct(li);
  const call = async (method: string, body: object) => {
    const response = await fetch(`${telegram.url}/bot${telegram.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: chat.id, ...body }),
    });
    return (await response.json()) as { error_code?: number; result?: { message_id: number } };
  };
  const { result } = await call('sendMessage', { text: '0' });
  const message_id = result?.message_id;
  for (const text of ['1', '2']) await call('editMessageText', { message_id, text });
  expect(await call('editMessageText', { message_id, text: '3' })).toMatchObject({
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 1',
    parameters: { retry_after: 1 },
  });
  await telegram.close();
});

const updatesOf = async ({ url, token }: TelegramSimulator) => {
  const response = await fetch(`${url}/bot${token}/getUpdates`);
  const { result } = (await response.json()) as { result: Update[] };
  return result;
};

const said: [string, string, SayOptions, boolean][] = [
  ['small talk', '大家好', {}, false],
  ['a mention', '请问@Yanqiao_Bot 天气', {}, true],
  ['a mention of another bot', '@other_bot 天气', {}, false],
  ['a command to it', '/new@yanqiao_bot', {}, true],
  ['a command to another bot', '/new@other_bot', {}, false],
  ['a command to nobody', '/help', {}, true],
  ['a mention in a caption', '@yanqiao_bot 看', { photo: true }, true],
  ['a sticker', '', { sticker: true }, false],
];

test.each(said)(
  'in privacy mode the bot gets %s only if it concerns it',
  async (_, text, options, arrives) => {
    const telegram = await startTelegram();
    const li = telegram.person({ firstName: 'Li' });
    const group = telegram.group({ title: '群', supergroup: true });
    telegram.say(group, li, text, options);
    const updates = await updatesOf(telegram);
    expect(updates.some(({ message }) => message !== undefined)).toBe(arrives);
    await telegram.close();
  },
);

test('the bot gets replies to it, everything as an admin, and nothing that another bot says', async () => {
  const telegram = await startTelegram();
  const li = telegram.person({ firstName: 'Li' });
  const other = telegram.person({ firstName: 'Other', isBot: true });
  const group = telegram.group({ title: '群', supergroup: true });
  const root = telegram.say(group, telegram.bot, '我是机器人');
  telegram.say(group, li, '回复', { replyTo: root });
  telegram.say(group, li, '闲话');
  telegram.makeAdmin(group, telegram.bot);
  telegram.say(group, li, '听得见吗', { anonymous: true });
  telegram.say(group, other, '@yanqiao_bot 我也是');
  const channel = telegram.channel({ title: '频道', discussion: group });
  telegram.channelPost(channel, '公告');
  const updates = await updatesOf(telegram);
  await telegram.close();

  expect(updates.flatMap(({ message }) => message ?? [])).toMatchObject([
    { text: '回复', reply_to_message: { message_id: root }, message_thread_id: root },
    { text: '听得见吗', from: { id: 1087968824 }, sender_chat: { id: group.id } },
    { text: '公告', is_automatic_forward: true, sender_chat: { id: channel.id } },
  ]);
  expect(updates.flatMap(update => update.channel_post?.text ?? [])).toEqual(['公告']);
});
