import { Api, GrammyError, HttpError, InlineKeyboard } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTelegram, type TelegramSimulator } from '../../simulators/telegram/index.ts';

let telegram: TelegramSimulator;
let api: Api;

beforeEach(async () => {
  telegram = await startTelegram({ naturalLimits: false });
  api = new Api(telegram.token, { apiRoot: telegram.url });
});

afterEach(() => telegram.close());

const privateChat = () => {
  const li = telegram.person({ id: 42, firstName: 'Li' });
  return { li, chat: telegram.direct(li) };
};

const refusal = async (call: Promise<unknown>): Promise<GrammyError> => {
  const error = await call.then(
    () => undefined,
    error => error,
  );
  expect(error).toBeInstanceOf(GrammyError);
  return error;
};

test('grammY sends a message, and it stands on the screen as a reply', async () => {
  const { li, chat } = privateChat();
  const question = telegram.say(chat, li, '你好');
  const sent = await api.sendMessage(chat.id, '<b>正在</b>思考 &lt;…&gt;', {
    parse_mode: 'HTML',
    reply_parameters: { message_id: question, allow_sending_without_reply: true },
    reply_markup: new InlineKeyboard().text('停止', 'stop:abc'),
  });

  expect(sent.text).toBe('正在思考 <…>');
  expect(sent.entities).toEqual([{ type: 'bold', offset: 0, length: 2 }]);
  expect(sent.reply_to_message?.message_id).toBe(question);
  const [, answer] = telegram.messages(chat);
  expect(answer).toMatchObject({ byBot: true, text: '正在思考 <…>', replyTo: question });
  expect(answer?.keyboard).toEqual([[{ text: '停止', callback_data: 'stop:abc' }]]);
});

test('an edit takes the keyboard away unless it brings it again, and every state is kept', async () => {
  const { chat } = privateChat();
  const keyboard = new InlineKeyboard().text('停止', 'stop');
  const { message_id } = await api.sendMessage(chat.id, '一', { reply_markup: keyboard });
  await api.editMessageText(chat.id, message_id, '一二', { reply_markup: keyboard });
  expect(telegram.messages(chat)[0]?.keyboard).toHaveLength(1);
  const edited = await api.editMessageText(chat.id, message_id, '一二三');

  expect(edited).toMatchObject({ text: '一二三', edit_date: expect.any(Number) });
  const [message] = telegram.messages(chat);
  expect(message?.keyboard).toEqual([]);
  expect(message?.edits.map(({ text }) => text)).toEqual(['一', '一二', '一二三']);
});

test('an edit that changes nothing is refused, also when it only adds white space', async () => {
  const { chat } = privateChat();
  const { message_id } = await api.sendMessage(chat.id, '同样');
  const error = await refusal(api.editMessageText(chat.id, message_id, '同样\n '));
  expect(error.error_code).toBe(400);
  expect(error.description).toMatch(/^Bad Request: message is not modified: specified new message content/);
});

test('missing, deleted and foreign messages are each refused in their own words', async () => {
  const { li, chat } = privateChat();
  const theirs = telegram.say(chat, li, '你好');
  const { message_id } = await api.sendMessage(chat.id, '答');
  telegram.deleteMessage(chat, message_id);

  const said = async (call: Promise<unknown>) => (await refusal(call)).description;
  expect(await said(api.editMessageText(chat.id, message_id, '新'))).toBe(
    'Bad Request: message to edit not found',
  );
  expect(await said(api.editMessageText(chat.id, theirs, '新'))).toBe("Bad Request: message can't be edited");
  expect(await said(api.deleteMessage(chat.id, message_id))).toBe('Bad Request: message to delete not found');
  const reply = { reply_parameters: { message_id } };
  expect(await said(api.sendMessage(chat.id, '新', reply))).toBe(
    'Bad Request: message to be replied not found',
  );
  const free = { reply_parameters: { message_id, allow_sending_without_reply: true } };
  expect((await api.sendMessage(chat.id, '新', free)).reply_to_message).toBeUndefined();
});

test('4096 Chinese characters pass after parsing, 4097 do not, and neither does nothing', async () => {
  const { chat } = privateChat();
  const html = { parse_mode: 'HTML' } as const;
  const sent = await api.sendMessage(chat.id, `<b>${'汉'.repeat(4096)}</b>`, html);
  expect(sent.text).toHaveLength(4096);
  expect((await refusal(api.sendMessage(chat.id, '汉'.repeat(4097)))).description).toBe(
    'Bad Request: message is too long',
  );
  expect((await refusal(api.sendMessage(chat.id, '<b> </b>', html))).description).toBe(
    'Bad Request: message text is empty',
  );
});

test('callback data is measured in bytes', async () => {
  const { chat } = privateChat();
  const sized = (data: string) =>
    api.sendMessage(chat.id, '选', { reply_markup: new InlineKeyboard().text('好', data) });
  await sized('x'.repeat(64));
  expect((await refusal(sized('汉'.repeat(22)))).description).toBe('Bad Request: BUTTON_DATA_INVALID');
});

test('a topic that is not there is refused, and an answer in one goes into it', async () => {
  const li = telegram.person({ firstName: 'Li' });
  const forum = telegram.group({ title: '论坛', topics: true });
  const topic = telegram.topic(forum, li, '闲聊');
  const sent = await api.sendMessage(forum.id, '答', { message_thread_id: topic });
  expect(sent).toMatchObject({ message_thread_id: topic, is_topic_message: true });
  expect(sent.reply_to_message?.message_id).toBe(topic);
  const error = await refusal(api.sendMessage(forum.id, '答', { message_thread_id: 1 }));
  expect(error.description).toBe('Bad Request: message thread not found');
});

test('who blocked the bot, threw it out, or never met it is told apart', async () => {
  const { li, chat } = privateChat();
  const group = telegram.group({ title: '群', supergroup: true });
  telegram.block(li);
  telegram.kick(group);
  const stranger = telegram.person({ firstName: 'Wang' });

  const said = async (id: number) => (await refusal(api.sendMessage(id, '在吗'))).description;
  expect(await said(chat.id)).toBe('Forbidden: bot was blocked by the user');
  expect(await said(group.id)).toBe('Forbidden: bot was kicked from the supergroup chat');
  expect(await said(stranger.id)).toBe("Forbidden: bot can't initiate conversation with a user");
  expect(await said(4711)).toBe('Bad Request: chat not found');
});

test('a group that became a supergroup says its new id', async () => {
  const group = telegram.group({ title: '群' });
  const next = telegram.migrate(group);
  const error = await refusal(api.sendMessage(group.id, '在吗'));
  expect(error.description).toBe('Bad Request: group chat was upgraded to a supergroup chat');
  expect(error.parameters.migrate_to_chat_id).toBe(next.id);
  await api.sendMessage(next.id, '在');
  expect(telegram.messages(next).map(({ text }) => text)).toEqual(['在']);
});

test('administrators, typing and command menus can be asked for', async () => {
  const group = telegram.group({ title: '群' });
  const li = telegram.person({ firstName: 'Li' });
  telegram.join(group, li);
  expect((await api.getChatMember(group.id, li.id)).status).toBe('member');
  telegram.makeAdmin(group, li);
  expect((await api.getChatMember(group.id, li.id)).status).toBe('administrator');
  expect((await api.getChatAdministrators(group.id)).map(({ user }) => user.id)).toEqual([li.id]);

  await api.sendChatAction(group.id, 'typing');
  expect(telegram.typing(group)).toHaveLength(1);

  const scope = { type: 'all_group_chats' } as const;
  await api.setMyCommands([{ command: 'new', description: '新对话' }], { scope, language_code: 'zh' });
  expect(telegram.commands(scope, 'zh')).toEqual([{ command: 'new', description: '新对话' }]);
  expect(await api.getMyCommands({ scope })).toEqual([]);
});

test('a wrong token is 401, and an unknown method 404', async () => {
  const wrong = new Api('1:wrong', { apiRoot: telegram.url });
  expect((await refusal(wrong.getMe())).error_code).toBe(401);
  expect((await refusal(api.raw.sendDice({ chat_id: 1 }))).error_code).toBe(404);
});

test('a scripted 429 strikes as often as told, and only where told', async () => {
  const { chat } = privateChat();
  telegram.fault({ kind: 'too-many-requests', retryAfter: 7, method: 'editMessageText' }, 1);
  const { message_id } = await api.sendMessage(chat.id, '一');
  const error = await refusal(api.editMessageText(chat.id, message_id, '二'));
  expect(error.error_code).toBe(429);
  expect(error.parameters.retry_after).toBe(7);
  await api.editMessageText(chat.id, message_id, '二');
  expect(telegram.calls.map(({ outcome }) => outcome)).toEqual(['ok', 'refused', 'ok']);
});

test('a fault without a method waits for what is no poll and no typing', async () => {
  const { chat } = privateChat();
  telegram.fault({ kind: 'blocked' });
  await api.getUpdates();
  await api.sendChatAction(chat.id, 'typing');
  expect((await refusal(api.sendMessage(chat.id, '一'))).error_code).toBe(403);
});

test('a lost answer leaves its message on the screen, a reset leaves nothing', async () => {
  const { chat } = privateChat();
  telegram.fault({ kind: 'lost-answer' });
  await expect(api.sendMessage(chat.id, '到了')).rejects.toBeInstanceOf(HttpError);
  telegram.fault({ kind: 'reset' });
  await expect(api.sendMessage(chat.id, '没到')).rejects.toBeInstanceOf(HttpError);
  expect(telegram.messages(chat).map(({ text }) => text)).toEqual(['到了']);
  expect(telegram.calls.map(({ outcome }) => outcome)).toEqual(['lost', 'reset']);
});

test('forms and multipart bodies are read like JSON', async () => {
  const { chat } = privateChat();
  const fields = {
    chat_id: String(chat.id),
    text: '表单',
    reply_markup: JSON.stringify({ inline_keyboard: [[{ text: '好', callback_data: 'ok' }]] }),
  };
  const multipart = new FormData();
  for (const [name, value] of Object.entries(fields)) multipart.set(name, value);
  for (const body of [new URLSearchParams(fields), multipart]) {
    const response = await fetch(`${telegram.url}/bot${telegram.token}/sendmessage`, {
      method: 'POST',
      body,
    });
    expect(await response.json()).toMatchObject({ ok: true, result: { text: '表单' } });
  }
  expect(telegram.messages(chat).map(({ keyboard }) => keyboard.length)).toEqual([1, 1]);
});

test('another process can speak, look and break things over HTTP', async () => {
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${telegram.url}/_simulator/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, value: (await response.json()) as { text: string }[] };
  };
  await control('POST', 'say', { person: { id: 42, firstName: 'Li' }, text: '你好' });
  const { value: group } = (await control('POST', 'group', { title: '群' })) as { value: unknown };
  for (const route of ['kick', 'admit', 'disband'])
    expect((await control('POST', route, group)).status).toBe(200);
  await control('POST', 'block', { person: { id: 42 } });
  await control('POST', 'unblock', { person: { id: 42 } });
  await control('POST', 'faults', { kind: 'blocked', chat: 42 });
  expect((await refusal(api.sendMessage(42, '答'))).error_code).toBe(403);
  await api.sendMessage(42, '答');

  const { value } = await control('GET', 'messages?chat=42');
  expect(value.map(({ text }) => text)).toEqual(['你好', '答']);
  expect((await control('GET', 'calls')).value).toHaveLength(2);
  expect((await control('POST', 'faults', { kind: 'meteor' })).status).toBe(400);
  expect((await control('GET', 'weather')).status).toBe(404);
});
