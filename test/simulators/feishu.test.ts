import { Client, LoggerLevel } from '@larksuiteoapi/node-sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FeishuSimulator, startFeishu } from '../../simulators/feishu/index.ts';
import { type FeishuCaller, feishuCaller } from './feishu-caller.ts';
import { stopTime } from './stop-time.ts';

let feishu: FeishuSimulator;
let call: FeishuCaller;

beforeEach(async () => {
  feishu = await startFeishu();
  call = await feishuCaller(feishu);
});

afterEach(() => feishu.close());

const text = (text: string) => ({ msg_type: 'text', content: JSON.stringify({ text }) });
const oldCard = (content: string, config = { update_multi: true }) =>
  JSON.stringify({ config, elements: [{ tag: 'markdown', content }] });

test('the official client gets a token, sends, replies, edits, patches and reads', async () => {
  const { appId, appSecret, url: domain } = feishu;
  const { im } = new Client({ appId, appSecret, domain, loggerLevel: LoggerLevel.error });
  const li = feishu.person({ name: '李' });
  const chat = feishu.direct(li);
  const question = feishu.say(chat, li, '你好');

  const sent = await im.v1.message.create({
    params: { receive_id_type: 'open_id' },
    data: { receive_id: li.openId, ...text('一') },
  });
  expect(sent.data?.chat_id).toBe(chat.id);
  const replied = await im.v1.message.reply({ path: { message_id: question }, data: text('二') });
  expect(replied.data).toMatchObject({ parent_id: question, root_id: question, msg_type: 'text' });
  await im.v1.message.update({ path: { message_id: String(replied.data?.message_id) }, data: text('二改') });
  const card = await im.v1.message.create({
    params: { receive_id_type: 'chat_id' },
    data: { receive_id: chat.id, msg_type: 'interactive', content: oldCard('三') },
  });
  await im.v1.message.patch({
    path: { message_id: String(card.data?.message_id) },
    data: { content: oldCard('三改') },
  });

  expect(feishu.messages(chat).map(message => message.text)).toEqual(['你好', '一', '二改', '三改']);
  expect(
    feishu
      .messages(chat)
      .at(-2)
      ?.states.map(state => state.text),
  ).toEqual(['二', '二改']);
  const read = await im.v1.message.get({ path: { message_id: question } });
  expect(read.data?.items?.[0]?.body?.content).toBe('{"text":"你好"}');
  await im.v1.message.delete({ path: { message_id: String(sent.data?.message_id) } });
  expect(feishu.messages(chat)).toHaveLength(3);
  expect(feishu.calls.filter(({ api }) => api === 'token')).toHaveLength(2);
});

test('the official client uploads a file and sends it', async () => {
  // The client keeps its token for the application: this one is no other test's.
  feishu = await fresh({ appId: 'cli_0000000000000002' });
  const { appId, appSecret, url: domain } = feishu;
  const { im } = new Client({ appId, appSecret, domain, loggerLevel: LoggerLevel.error });
  const chat = feishu.direct(feishu.person());
  const data = { file_type: 'stream', file_name: '对话.md', file: Buffer.from('你好') } as const;
  const file_key = String((await im.v1.file.create({ data }))?.file_key);
  const sending = (content: object) =>
    call('POST', '/im/v1/messages?receive_id_type=chat_id', {
      receive_id: chat.id,
      msg_type: 'file',
      content: JSON.stringify(content),
    });
  expect((await sending({ file_key })).body['code']).toBe(0);
  expect(feishu.messages(chat)).toMatchObject([
    { kind: 'file', byBot: true, file: { name: '对话.md', content: '你好' } },
  ]);
  expect((await sending({ file_key: 'file_0' })).body['code']).toBe(230001);
  expect((await call('POST', '/im/v1/files', {})).body['code']).toBe(234001);
});

test('nobody writes into a group that was dissolved, and nobody asks about it', async () => {
  const group = feishu.group({ title: '队' });
  feishu.disband(group);
  const sent = await call('POST', '/im/v1/messages?receive_id_type=chat_id', {
    receive_id: group.id,
    ...text('在吗'),
  });
  expect(sent.body['code']).toBe(232009);
  expect((await call('GET', `/im/v1/chats/${group.id}`)).body['code']).toBe(232009);
});

test('the bot learns who it is, and who owns and manages a group', async () => {
  const [li, wang] = [feishu.person({ name: '李' }), feishu.person({ name: '王' })];
  const group = feishu.group({ title: '队' });
  feishu.join(group, li);
  feishu.setOwner(group, li);
  feishu.makeManager(group, wang);

  expect((await call('GET', '/bot/v3/info')).body['bot']).toMatchObject({ open_id: feishu.bot.openId });
  const { data } = (await call('GET', `/im/v1/chats/${group.id}`)).body;
  expect(data).toMatchObject({
    owner_id: li.openId,
    user_manager_id_list: [wang.openId],
    chat_mode: 'group',
  });
  const members = (await call('GET', `/im/v1/chats/${group.id}/members`)).body['data'];
  expect(members).toMatchObject({ items: [{ member_id: li.openId, name: '李' }] });
});

test('a token is checked, expires, and is the same while it lives long', async () => {
  const token = () =>
    call('POST', '/auth/v3/tenant_access_token/internal', {
      app_id: feishu.appId,
      app_secret: feishu.appSecret,
    });
  const first = (await token()).body;
  expect((await token()).body['tenant_access_token']).toBe(first['tenant_access_token']);
  expect(first['expire']).toBe(7200);
  const wrong = { app_id: feishu.appId, app_secret: 'wrong' };
  expect(await call('POST', '/auth/v3/tenant_access_token/internal', wrong)).toMatchObject({
    status: 200,
    body: { code: 10014 },
  });

  expect((await call('GET', '/bot/v3/info', undefined, '')).body['code']).toBe(99991661);
  feishu.advance(7_200_001);
  expect((await call('GET', '/bot/v3/info')).body['code']).toBe(99991677);
  feishu.expireTokens();
  const refused = await call('GET', '/bot/v3/info');
  expect(refused).toMatchObject({ status: 400, body: { code: 99991663 } });
  expect((refused.body['error'] as { log_id: string }).log_id).toMatch(/^\w{32}$/);
});

test('the same uuid makes one message within an hour', async () => {
  const li = feishu.person();
  const question = feishu.say(feishu.direct(li), li, '你好');
  const reply = () => call('POST', `/im/v1/messages/${question}/reply`, { ...text('好'), uuid: 'u-1' });
  const [first, again] = [await reply(), await reply()];
  expect(again.body['data']).toEqual(first.body['data']);
  feishu.advance(3_600_001);
  await reply();
  expect(feishu.messages(feishu.direct(li))).toHaveLength(3);
});

test('replies stay in their topic, and open one when asked to', async () => {
  const li = feishu.person();
  const topics = feishu.group({ title: '话题群', topics: true });
  const question = feishu.say(topics, li, '问');
  await call('POST', `/im/v1/messages/${question}/reply`, text('答'));
  const second = feishu.say(topics, li, '又问', { topic: feishu.topicOf(question) ?? '' });
  const other = feishu.say(topics, li, '另问');
  expect(feishu.messages(topics).map(({ topic }) => topic === feishu.topicOf(question))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(feishu.topicOf(second)).toBe(feishu.topicOf(question));
  expect(feishu.topicOf(other)).toMatch(/^omt_/);

  const group = feishu.group({ title: '队' });
  const plain = feishu.say(group, li, '问');
  await call('POST', `/im/v1/messages/${plain}/reply`, { ...text('答'), reply_in_thread: true });
  expect(feishu.messages(group).map(({ topic }) => topic)).toEqual([
    feishu.topicOf(plain),
    feishu.topicOf(plain),
  ]);
});

test('what cannot be sent is refused with its code', async () => {
  const li = feishu.person();
  const chat = feishu.direct(li);
  const question = feishu.say(chat, li, '你好');
  const group = feishu.group({ title: '队' });
  const inGroup = feishu.say(group, li, '你好');
  feishu.kick(group);
  const recalled = feishu.say(chat, li, '算了');
  feishu.recall(chat, recalled);
  const reply = async (id: string, body: object) =>
    (await call('POST', `/im/v1/messages/${id}/reply`, body)).body['code'];

  expect(await reply(inGroup, text('好'))).toBe(230002);
  expect(await reply(recalled, text('好'))).toBe(230011);
  expect(await reply('om_unknown', text('好'))).toBe(231003);
  expect(await reply(question, text(' '))).toBe(230001);
  expect(await reply(question, { ...text('好'), uuid: 'u'.repeat(51) })).toBe(230001);
  expect(await reply(question, { msg_type: 'text', content: '好' })).toBe(230001);
  expect(await reply(question, text('好'.repeat(51_201)))).toBe(230025);
  expect(await reply(question, { msg_type: 'interactive', content: oldCard('好'.repeat(10_300)) })).toBe(
    230025,
  );
  expect(await reply(question, { msg_type: 'interactive', content: oldCard('<at id=ou_nobody></at>') })).toBe(
    230099,
  );
  expect((await call('PUT', `/im/v1/messages/${question}`, text('改'))).body['code']).toBe(230071);
  const unknown = { receive_id: 'oc_unknown', ...text('好') };
  expect((await call('POST', '/im/v1/messages?receive_id_type=chat_id', unknown)).body['code']).toBe(230001);
  expect((await call('GET', `/im/v1/chats/${group.id}`)).body['code']).toBe(232011);
  expect((await call('GET', '/im/v1/nothing')).status).toBe(404);
  expect(feishu.messages(chat)).toHaveLength(1);
});

test('a text is edited twenty times at most, and a card is patched only if it says so', async () => {
  feishu = await fresh({ limits: false });
  const li = feishu.person();
  const chat = feishu.direct(li);
  const to = { receive_id: chat.id };
  const send = (body: object) => call('POST', '/im/v1/messages?receive_id_type=chat_id', { ...to, ...body });
  await send(text('0'));
  const [shown] = feishu.messages(chat);
  const edit = async (n: number) =>
    (await call('PUT', `/im/v1/messages/${shown?.id}`, text(String(n)))).body['code'];
  for (let n = 1; n <= 20; n += 1) expect(await edit(n)).toBe(0);
  expect(await edit(21)).toBe(230072);

  await send({ msg_type: 'interactive', content: oldCard('卡', { update_multi: false }) });
  await send({
    msg_type: 'interactive',
    content: JSON.stringify({ elements: [{ tag: 'markdown', content: '卡' }] }),
  });
  const single = feishu.messages(chat).at(-1);
  const patched = await call('PATCH', `/im/v1/messages/${single?.id}`, { content: oldCard('改') });
  expect(patched.body['code']).toBe(230001);
  expect(feishu.messages(chat)).toHaveLength(2);
});

test('too much is refused: for a chat, a message, an API, and with the seconds to wait', async () => {
  stopTime();
  const li = feishu.person();
  const chat = feishu.direct(li);
  const send = () =>
    call('POST', '/im/v1/messages?receive_id_type=chat_id', { receive_id: chat.id, ...text('好') });
  const codes = [];
  for (let n = 0; n < 6; n += 1) codes.push((await send()).body['code']);
  expect(codes).toEqual([0, 0, 0, 0, 0, 230020]);

  const infos = await Promise.all(Array.from({ length: 51 }, () => call('GET', '/bot/v3/info')));
  const refused = infos.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(1);
  expect(refused[0]?.body['code']).toBe(99991400);
  expect(refused[0]?.headers.get('x-ogw-ratelimit-reset')).toBe('1');

  for (let second = 1; second < 20; second += 1) {
    feishu.advance(1000);
    await Promise.all(Array.from({ length: 50 }, () => call('GET', '/bot/v3/info')));
  }
  feishu.advance(1000);
  const overMinute = await call('GET', '/bot/v3/info');
  expect(overMinute.body['code']).toBe(99991400);
  expect(Number(overMinute.headers.get('x-ogw-ratelimit-reset'))).toBeGreaterThan(30);
});

test('faults strike as often as they were asked for, where they were asked for', async () => {
  const li = feishu.person();
  const chat = feishu.direct(li);
  const question = feishu.say(chat, li, '你好');
  const reply = (words: string) => call('POST', `/im/v1/messages/${question}/reply`, text(words));

  feishu.fault({ kind: 'code', code: 230006, status: 200, api: 'messages' });
  expect(await reply('一')).toMatchObject({ status: 200, body: { code: 230006 } });
  feishu.fault({ kind: 'too-many-calls', resetS: 7, about: '二' });
  expect((await reply('一')).body['code']).toBe(0);
  expect((await reply('二')).headers.get('x-ogw-ratelimit-reset')).toBe('7');
  feishu.fault({ kind: 'too-frequent' });
  expect((await reply('二')).body['code']).toBe(230020);
  feishu.fault({ kind: 'server-error', status: 503 });
  expect((await reply('二')).status).toBe(503);
  feishu.fault({ kind: 'reset' });
  await expect(reply('二')).rejects.toThrow();
  expect(feishu.messages(chat)).toHaveLength(2);
  feishu.fault({ kind: 'lost-answer' });
  await expect(reply('二')).rejects.toThrow();
  expect(feishu.messages(chat)).toHaveLength(3);
  expect(feishu.calls.at(-1)).toMatchObject({ api: 'messages.reply', outcome: 'lost' });
  expect(() => feishu.fault({ kind: 'nothing' } as never)).toThrow('lost-answer');
});

test('a scope that is missing is named', async () => {
  feishu.missingScopes('cardkit:card:write');
  const refused = await call('POST', '/cardkit/v1/cards', {});
  expect(refused).toMatchObject({ status: 400, body: { code: 99991672 } });
  expect(refused.body['msg']).toContain('cardkit:card:write');
  feishu.missingScopes();
  expect((await call('POST', '/cardkit/v1/cards', {})).body['code']).toBe(10002);
});

test('another process may do the same', async () => {
  const control = async (method: string, path: string, body?: object) =>
    (
      await fetch(`${feishu.url}/_simulator/${path}`, { method, body: body ? JSON.stringify(body) : null })
    ).json() as Promise<Record<string, unknown>>;
  const person = { openId: 'ou_li', name: '李' };
  // Nobody listens there, and everything is tried once.
  await control('POST', 'webhook', { url: `${feishu.url}/nowhere` });
  const { chat } = await control('POST', 'group', { title: '队' });
  await control('POST', 'say', { chat, person, text: '你好', mentions: ['bot', 'all'] });
  expect(await control('GET', `messages?chat=${chat}`)).toMatchObject([{ text: '@言桥 @所有人 你好' }]);
  for (const route of ['kick', 'admit', 'disband'])
    expect(await control('POST', route, { chat })).toEqual({});
  expect(await control('POST', 'enter', { person })).toEqual({});
  await feishu.waitFor(() => feishu.deliveries.length === 6);
  expect(feishu.deliveries.map(({ type }) => type)).toEqual([
    'im.chat.member.bot.added_v1',
    'im.message.receive_v1',
    'im.chat.member.bot.deleted_v1',
    'im.chat.member.bot.added_v1',
    'im.chat.disbanded_v1',
    'im.chat.access_event.bot_p2p_chat_entered_v1',
  ]);
  await control('POST', 'faults', { kind: 'code', code: 1, times: 'Infinity' });
  expect((await call('GET', '/bot/v3/info')).body['code']).toBe(1);
  expect(await control('POST', 'nothing')).toHaveProperty('routes');
  expect(await control('POST', 'press', { chat, person, messageId: 'om_0', button: '停止' })).toHaveProperty(
    'error',
  );
});

/** Another simulator in place of the usual one. */
async function fresh(options: Parameters<typeof startFeishu>[0]): Promise<FeishuSimulator> {
  await feishu.close();
  const next = await startFeishu(options);
  call = await feishuCaller(next);
  return next;
}
