import { Api, HttpError, InputFile } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTelegram, type TelegramSimulator } from '../../simulators/telegram/index.ts';
import { Terminal } from '../../simulators/telegram/terminal.ts';
import { readTypedLine } from '../../simulators/typed-line.ts';

let telegram: TelegramSimulator;
let api: Api;

beforeEach(async () => {
  telegram = await startTelegram({ privacy: false });
  api = new Api(telegram.token, { apiRoot: telegram.url });
});

afterEach(() => telegram.close());

test('a migration is told in the old group and in the new one', async () => {
  const group = telegram.group({ title: '群' });
  const next = telegram.migrate(group);
  const messages = (await api.getUpdates()).flatMap(({ message }) => message ?? []);
  expect(messages).toMatchObject([
    { chat: { id: group.id, type: 'group' }, migrate_to_chat_id: next.id },
    { chat: { id: next.id, type: 'supergroup' }, migrate_from_chat_id: group.id },
  ]);
});

test('blocking and unblocking the bot is told', async () => {
  const li = telegram.person({ firstName: 'Li' });
  telegram.direct(li);
  telegram.block(li);
  telegram.unblock(li);
  const changes = (await api.getUpdates()).flatMap(update => update.my_chat_member ?? []);
  expect(changes.map(change => change.new_chat_member.status)).toEqual(['kicked', 'member']);
});

test('where the bot was thrown out of a group, or the group deleted, it is told and may not write', async () => {
  const group = telegram.group({ title: '群', supergroup: true });
  telegram.kick(group);
  await expect(api.sendMessage(group.id, '在吗')).rejects.toThrow('403: Forbidden: bot was kicked');
  telegram.admit(group);
  await api.sendMessage(group.id, '在');
  telegram.disband(group);
  await expect(api.sendMessage(group.id, '在吗')).rejects.toThrow(
    '403: Forbidden: the group chat was deleted',
  );
  const changes = (await api.getUpdates()).flatMap(update => update.my_chat_member ?? []);
  expect(changes.map(change => change.new_chat_member.status)).toEqual([
    'member',
    'kicked',
    'member',
    'left',
  ]);
});

test('a person may speak as a channel, and an admin as the group', async () => {
  const li = telegram.person({ firstName: 'Li' });
  const group = telegram.group({ title: '群', supergroup: true });
  telegram.say(group, li, '大家好', { as: telegram.channel({ title: '日报' }) });
  telegram.say(group, li, '安静', { anonymous: true });
  const messages = (await api.getUpdates()).flatMap(({ message }) => message ?? []);
  expect(messages).toMatchObject([
    { from: { username: 'Channel_Bot' }, sender_chat: { type: 'channel', title: '日报' } },
    { from: { username: 'GroupAnonymousBot' }, sender_chat: { id: group.id } },
  ]);
});

test('a document comes with its name and content, and not empty', async () => {
  const li = telegram.person({ firstName: 'Li' });
  const chat = telegram.direct(li);
  const question = telegram.say(chat, li, '导出');
  const send = (content: string) =>
    api.sendDocument(chat.id, new InputFile(Buffer.from(content), '对话 1.md'), {
      caption: '给你',
      reply_parameters: { message_id: question },
    });
  const sent = await send('一\r\n\r\n二');
  expect(sent).toMatchObject({ caption: '给你', document: { file_name: '对话 1.md', file_size: 10 } });
  expect(telegram.messages(chat).at(-1)).toMatchObject({
    replyTo: question,
    file: { name: '对话 1.md', content: '一\r\n\r\n二' },
  });
  await expect(send('')).rejects.toThrow('file must be non-empty');
  await expect(api.sendDocument(chat.id, '')).rejects.toThrow('there is no document');
});

test('an album is several messages with one name, a forward names who wrote it first', async () => {
  const li = telegram.person({ firstName: 'Li' });
  const wang = telegram.person({ firstName: 'Wang', username: 'wang' });
  const chat = telegram.direct(li);
  telegram.say(chat, li, '看这个', { photo: true, mediaGroup: 'a' });
  telegram.say(chat, li, '', { photo: true, mediaGroup: 'a' });
  const original = telegram.say(telegram.direct(wang), wang, '原话');
  telegram.forward(chat, li, telegram.direct(wang), original);

  const messages = (await api.getUpdates()).flatMap(({ message }) => message ?? []);
  expect(messages.filter(({ chat }) => chat.id === li.id)).toMatchObject([
    { media_group_id: 'a', caption: '看这个' },
    { media_group_id: 'a', photo: [{}] },
    { text: '原话', forward_origin: { type: 'user', sender_user: { id: wang.id } } },
  ]);
});

test('a person without a user name is mentioned by the name', async () => {
  const li = telegram.person({ firstName: 'Li' });
  const group = telegram.group({ title: '群' });
  telegram.say(group, li, '👍言桥 在吗', { mentions: [telegram.bot] });
  const [message] = (await api.getUpdates()).flatMap(({ message }) => message ?? []);
  expect(message?.entities).toMatchObject([
    { type: 'text_mention', offset: 2, length: 2, user: { id: telegram.bot.id } },
  ]);
});

test('a page of HTML from the proxy is no answer of the Bot API', async () => {
  const li = telegram.person({ firstName: 'Li' });
  telegram.fault({ kind: 'bad-gateway', method: 'sendMessage', chat: telegram.direct(li).id });
  await expect(api.sendMessage(li.id, '在吗')).rejects.toBeInstanceOf(HttpError);
  expect(telegram.messages(telegram.direct(li))).toEqual([]);
});

test('what never happens is waited for only so long', async () => {
  await expect(telegram.waitFor(() => telegram.calls.length > 0, 20)).rejects.toThrow('within 20 ms');
});

test.each([
  ['@alice 你好', { group: undefined, person: 'alice', text: '你好', button: undefined }],
  ['#team @alice @bot 在', { group: 'team', person: 'alice', text: '@bot 在', button: undefined }],
  ['@alice [停止]', { group: undefined, person: 'alice', text: '[停止]', button: '停止' }],
  ['你好', undefined],
])('the typed line "%s" is understood', (line, expected) => {
  expect(readTypedLine(line)).toEqual(expected);
});

test('in the terminal a person writes, reads and presses a button', async () => {
  const lines: string[] = [];
  const terminal = new Terminal(telegram, line => lines.push(line));
  terminal.enter('#team @alice 你好');
  const [update] = (await api.getUpdates({ offset: -1 })).flatMap(({ message }) => message ?? []);
  expect(update).toMatchObject({ text: '你好', chat: { title: 'team' }, from: { username: 'alice' } });

  await api.sendMessage(update?.chat.id ?? 0, '想一想', {
    reply_markup: { inline_keyboard: [[{ text: '停止', callback_data: 'stop' }]] },
  });
  expect(lines.at(-1)).toMatch(/^team · \d+ · 想一想 \[停止\]$/);
  terminal.enter('#team @alice [停止]');
  const [press] = (await api.getUpdates({ offset: -1 })).flatMap(update => update.callback_query ?? []);
  await api.answerCallbackQuery(press?.id ?? '', { text: '已停止' });
  await expect.poll(() => lines.at(-1), { timeout: 10_000 }).toBe('(已停止)');
  await api.sendDocument(update?.chat.id ?? 0, new InputFile(Buffer.from('# 一'), '对话.md'));
  expect(lines.at(-1)).toMatch(/^team · \d+ · \[对话\.md\]\n# 一$/);
});
