import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DingtalkSimulator, startDingtalk } from '../../simulators/dingtalk/index.ts';
import type { DingtalkOptions } from '../../simulators/dingtalk/options.ts';
import type { Chat, Person } from '../../simulators/dingtalk/words.ts';
import { type DingtalkCaller, dingtalkCaller } from './dingtalk-caller.ts';
import { connect, obliging } from './dingtalk-client.ts';
import { stopTime } from './stop-time.ts';

let dingtalk: DingtalkSimulator;
let call: DingtalkCaller;
let li: Person;
let chat: Chat;

const start = async (options: DingtalkOptions = {}) => {
  dingtalk = await startDingtalk(options);
  call = await dingtalkCaller(dingtalk);
  li = dingtalk.person({ staffId: 'li', name: '李' });
  chat = dingtalk.direct(li);
};

beforeEach(() => start());

afterEach(() => dingtalk.close());

const restart = async (options: DingtalkOptions) => {
  await dingtalk.close();
  await start(options);
};

const markdown = (text: string) => ({
  robotCode: dingtalk.robotCode,
  msgKey: 'sampleMarkdown',
  msgParam: JSON.stringify({ title: '回答', text }),
});
const toLi = (text = '好', changes: object = {}) =>
  call('POST', '/v1.0/robot/oToMessages/batchSend', { ...markdown(text), userIds: ['li'], ...changes });
const toGroup = (group: Chat, changes: object = {}) =>
  call('POST', '/v1.0/robot/groupMessages/send', {
    ...markdown('好'),
    openConversationId: group.id,
    ...changes,
  });

/** The session webhook of what is said now, as path and query. */
const session = async (where = chat): Promise<string> => {
  const client = await connect(dingtalk, obliging);
  dingtalk.say(where, li, '你好', { mentions: where === chat ? [] : [dingtalk.bot] });
  await expect.poll(() => client.messages()).toHaveLength(1);
  client.socket.close();
  return String(client.messages()[0]?.data['sessionWebhook']).slice(dingtalk.url.length);
};
const reply = (path: string, body: object) => call('POST', path, body, '');
const words = (text: string) => ({ msgtype: 'text', text: { content: text } });

test('a token is issued to who knows the secret, and stays the same until it is over', async () => {
  const token = async (appSecret = dingtalk.clientSecret) =>
    call('POST', '/v1.0/oauth2/accessToken', { appKey: dingtalk.clientId, appSecret }, '');
  const first = await token();
  expect(first.body).toEqual({
    accessToken: expect.stringMatching(/^\w{32}$/),
    expireIn: expect.any(Number),
  });
  expect((await token()).body['accessToken']).toBe(first.body['accessToken']);
  expect(await token('wrong')).toMatchObject({ status: 400, body: { code: 'invalidClientIdOrSecret' } });
  const old = async (secret: string) =>
    (await call('GET', `/gettoken?appkey=${dingtalk.clientId}&appsecret=${secret}`)).body;
  expect(await old(dingtalk.clientSecret)).toMatchObject({
    errcode: 0,
    access_token: first.body['accessToken'],
  });
  expect(await old('wrong')).toMatchObject({ errcode: 40089 });

  expect((await toLi()).status).toBe(200);
  dingtalk.advance(7_200_001);
  expect(await toLi()).toMatchObject({ status: 400, body: { code: 'InvalidAuthentication' } });
  call = await dingtalkCaller(dingtalk);
  expect((await toLi()).status).toBe(200);
  dingtalk.expireTokens();
  expect((await toLi()).body['code']).toBe('InvalidAuthentication');
  expect((await call('PUT', '/v1.0/card/streaming', {}, '')).body['code']).toBe('MissingAccessToken');
});

test('a session webhook takes text and Markdown, and mentions who stands in the text too', async () => {
  const group = dingtalk.group({ title: '队' });
  const path = await session(group);
  const wang = dingtalk.person({ staffId: 'wang' });
  expect((await reply(path, words('好'))).body).toEqual({ errcode: 0, errmsg: 'ok' });
  const at = { atUserIds: ['li', wang.staffId], isAtAll: false };
  await reply(path, { msgtype: 'markdown', markdown: { title: '答', text: '**好** @li' }, at });
  await reply(path, { ...words('都来'), at: { isAtAll: true } });
  expect(dingtalk.messages(group).slice(1)).toMatchObject([
    { kind: 'text', text: '好', mentions: [], outTrackId: undefined },
    { kind: 'markdown', title: '答', text: '好 @li', markdown: '**好** @li', mentions: ['li'] },
    { kind: 'text', mentions: ['all'] },
  ]);
  expect(dingtalk.billed()).toEqual({ calls: 0, messages: 3 });
});

test('a session webhook answers HTTP 200 to whatever is wrong', async () => {
  stopTime();
  const path = await session();
  const errcode = async (where: string, body: object) => {
    const { status, body: answer } = await reply(where, body);
    return [status, answer['errcode']];
  };
  expect(await errcode('/robot/sendBySession?session=wrong', words('好'))).toEqual([200, 300001]);
  expect(await errcode(path, { msgtype: 'markdown', markdown: { title: '答' } })).toEqual([200, 400001]);
  expect(await errcode(path, { msgtype: 'voice', voice: {} })).toEqual([200, 400105]);
  dingtalk.block(chat);
  expect(await errcode(path, words('好'))).toEqual([200, 400102]);
  dingtalk.unblock(chat);
  const plain = await fetch(dingtalk.url + path, { method: 'POST', body: '{}' });
  expect(await plain.json()).toMatchObject({ errcode: 43004 });
  dingtalk.advance(5_399_000);
  expect(await errcode(path, words('还行'))).toEqual([200, 0]);
  dingtalk.advance(1001);
  expect(await errcode(path, words('晚了'))).toEqual([200, 300001]);
  expect(dingtalk.messages(chat)).toHaveLength(2);
});

test('the robot writes to people and groups, and takes it back', async () => {
  const group = dingtalk.group({ title: '队' });
  const sent = await toLi('**好**', { userIds: ['li', 'nobody'] });
  expect(sent.body).toMatchObject({ processQueryKey: expect.any(String), invalidStaffIdList: ['nobody'] });
  const inGroup = await toGroup(group, { msgKey: 'sampleText', msgParam: '{"content":"**好**"}' });
  expect(dingtalk.messages(chat)).toMatchObject([{ kind: 'markdown', title: '回答', text: '好' }]);
  expect(dingtalk.messages(group)).toMatchObject([{ kind: 'text', text: '**好**', byBot: true }]);

  const recall = (path: string, key: unknown) =>
    call('POST', path, { robotCode: dingtalk.robotCode, processQueryKeys: [key, 'no'] });
  const taken = await recall('/v1.0/robot/otoMessages/batchRecall', sent.body['processQueryKey']);
  expect(taken.body).toEqual({
    successResult: [sent.body['processQueryKey']],
    failedResult: { no: expect.any(String) },
  });
  await recall('/v1.0/robot/groupMessages/recall', inGroup.body['processQueryKey']);
  expect([...dingtalk.messages(chat), ...dingtalk.messages(group)]).toEqual([]);
});

test('what the robot cannot send is refused with its code', async () => {
  const group = dingtalk.group({ title: '队' });
  const people = async (changes: object) => (await toLi('好', changes)).body['code'];
  const inGroup = async (changes: object) => (await toGroup(group, changes)).body['code'];
  expect(await people({ robotCode: 'no' })).toBe('invalidParameter.robotCode.notExsit');
  expect(await people({ userIds: [] })).toBe('invalidParameter.userIds.invalid');
  expect(await people({ userIds: ['nobody'] })).toBe('invalidParameter.userIds.invalid');
  expect(await people({ msgKey: 'no' })).toBe('invalidParameter.msgKey.invalid');
  expect(await people({ msgParam: { text: '好' } })).toBe('invalidParameter.msgParam.invalid');
  expect(await people({ msgParam: '{"title":"答"}' })).toBe('invalidParameter.msgParam.invalid');
  expect((await toLi('x'.repeat(15_000))).body['code']).toBe('invalidParameter.msgParam.tooLong');
  expect(await inGroup({ openConversationId: undefined })).toBe('miss.openConversationId');
  expect(await inGroup({ openConversationId: 'cid' })).toBe('invalid.openConversationId');
  dingtalk.kick(group);
  expect(await inGroup({})).toBe('bot.stopped');
  dingtalk.disband(group);
  expect(await inGroup({})).toBe('group.disbanded');
  dingtalk.block(chat);
  expect(await people({})).toBe('bot.stopped');
  expect(await call('GET', '/v1.0/nothing')).toMatchObject({ status: 404 });
  expect((await call('POST', '/v1.0/robot/groupMessages/send')).body['code']).toBe('Missingbody');
  expect(dingtalk.messages(chat)).toEqual([]);
});

test('of one API twenty calls begin in a second, and those that are refused cost nothing', async () => {
  stopTime();
  const group = dingtalk.group({ title: '队' });
  const answers = await Promise.all(Array.from({ length: 22 }, () => toLi()));
  const refused = answers.filter(({ status }) => status !== 200);
  expect(refused).toMatchObject(
    Array(2).fill({ status: 403, body: { code: 'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi' } }),
  );
  expect((await toGroup(group)).status).toBe(200);
  expect(dingtalk.billed()).toEqual({ calls: 21, messages: 0 });
  dingtalk.advance(1000);
  expect((await toLi()).status).toBe(200);
});

test('when the month is used up calls are refused, until the next one', async () => {
  await restart({ monthly: { calls: 2, messages: 1 } });
  const path = await session();
  expect((await toLi()).status).toBe(200);
  expect((await toLi('好', { userIds: ['nobody'] })).status).toBe(400);
  expect(await toLi()).toMatchObject({
    status: 403,
    body: { code: 'Forbidden.AccessDenied.ApiCountLimitForOrg' },
  });
  expect((await reply(path, words('好'))).body['errcode']).toBe(0);
  const spent = await reply(path, words('好'));
  expect(spent).toMatchObject({ status: 200, body: { errcode: 88 } });
  expect(spent.body['errmsg']).toContain('ApiCountLimitForOrg');
  expect(dingtalk.billed()).toEqual({ calls: 2, messages: 1 });
  expect(dingtalk.calls.filter(({ billed }) => billed)).toHaveLength(3);

  dingtalk.advance(31 * 86_400_000);
  expect(dingtalk.billed()).toEqual({ calls: 0, messages: 0 });
  call = await dingtalkCaller(dingtalk);
  expect((await toLi()).status).toBe(200);
});

test('limits can be lifted', async () => {
  await restart({ limits: false });
  const answers = await Promise.all(Array.from({ length: 100 }, () => toLi()));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
  await restart({ limits: { cardBytes: 10 }, monthly: false });
  const large = { cardTemplateId: dingtalk.templates[0], outTrackId: 't' };
  const cardData = { cardParamMap: { content: 'x'.repeat(11) } };
  expect((await call('POST', '/v1.0/card/instances', { ...large, cardData })).body['code']).toBe(
    'param.cardData',
  );
});

test('a scope that is missing is named', async () => {
  dingtalk.missingScopes('Card.Streaming.Write');
  expect(await call('PUT', '/v1.0/card/streaming', {})).toMatchObject({
    status: 403,
    body: {
      code: 'Forbidden.AccessDenied.AccessTokenPermissionDenied',
      accessdenieddetail: { requiredScopes: ['Card.Streaming.Write'] },
    },
  });
  expect((await toLi()).status).toBe(200);
  dingtalk.missingScopes();
  expect((await call('PUT', '/v1.0/card/streaming', {})).body['code']).toBe('param.stream.guidEmpty');
});

test('faults strike as often as they were asked for, where they were asked for', async () => {
  const path = await session();
  dingtalk.fault({ kind: 'code', code: 'system.busy', about: '二' });
  expect((await toLi('一')).status).toBe(200);
  expect(await toLi('二')).toMatchObject({ status: 400, body: { code: 'system.busy' } });
  for (const [of, code] of [
    [undefined, 'QpsLimitForAppkeyAndApi'],
    ['api', 'QpsLimitForApi'],
    ['minute', 'QpmLimitForAppkeyAndApi'],
  ] as const) {
    dingtalk.fault({ kind: 'too-fast', api: 'robot', ...(of && { of }) });
    expect(await toLi()).toMatchObject({ status: 403, body: { code: `Forbidden.AccessDenied.${code}` } });
  }
  dingtalk.fault({ kind: 'spent' });
  expect((await reply(path, words('好'))).body['errcode']).toBe(0);
  expect((await toLi()).body['code']).toBe('Forbidden.AccessDenied.ApiCountLimitForOrg');
  dingtalk.fault({ kind: 'code', code: 130101, api: 'session' });
  expect(await reply(path, words('好'))).toMatchObject({ status: 200, body: { errcode: 130101 } });
  dingtalk.fault({ kind: 'server-error', status: 503 });
  expect((await toLi()).status).toBe(503);
  for (const [kind, status] of [
    ['bad-gateway', 502],
    ['banned', 403],
  ] as const) {
    dingtalk.fault({ kind });
    expect(await toLi()).toMatchObject({ status, type: 'text/html' });
  }
  const before = dingtalk.messages(chat).length;
  dingtalk.fault({ kind: 'reset' });
  await expect(toLi()).rejects.toThrow();
  expect(dingtalk.messages(chat)).toHaveLength(before);
  dingtalk.fault({ kind: 'lost-answer' });
  await expect(toLi()).rejects.toThrow();
  expect(dingtalk.messages(chat)).toHaveLength(before + 1);
  expect(dingtalk.calls.at(-1)).toMatchObject({ api: 'robot.people', outcome: 'lost', billed: true });
  dingtalk.fault({ kind: 'slow', ms: 20 });
  expect((await toLi()).status).toBe(200);
  const { at = 0, doneAt = 0 } = dingtalk.calls.at(-1) ?? {};
  expect(doneAt - at).toBeGreaterThanOrEqual(19);
  dingtalk.fault({ kind: 'spent' }, Number.POSITIVE_INFINITY);
  dingtalk.clearFaults();
  expect((await toLi()).status).toBe(200);
  expect(() => dingtalk.fault({ kind: 'nothing' } as never)).toThrow('lost-answer');
});

test('another process may do the same', async () => {
  const control = async (method: string, path: string, body?: object) =>
    (
      await fetch(`${dingtalk.url}/_simulator/${path}`, { method, body: body ? JSON.stringify(body) : null })
    ).json() as Promise<Record<string, unknown>>;
  const person = { staffId: 'wang', name: '王', isAdmin: true };
  const { chat: group } = await control('POST', 'group', { title: '队' });
  const client = await connect(dingtalk, obliging);
  const { messageId } = await control('POST', 'say', {
    chat: group,
    person,
    text: '你好',
    mentions: ['bot', 'all'],
  });
  await expect.poll(() => client.messages()).toMatchObject([{ data: { msgId: messageId, isAdmin: true } }]);
  const path = `messages?chat=${encodeURIComponent(String(group))}`;
  expect(await control('GET', path)).toMatchObject([{ text: '@言桥 @所有人 你好', from: 'wang' }]);
  expect(await control('GET', 'connections')).toEqual({ count: 1 });
  expect(await control('GET', 'opens')).toMatchObject([{ outcome: 'opened' }]);
  await control('POST', 'faults', { kind: 'code', code: 'system.busy', times: 'Infinity' });
  expect((await toLi()).body['code']).toBe('system.busy');
  await control('DELETE', 'faults');
  expect((await toLi()).status).toBe(200);
  expect(await control('GET', 'billed')).toEqual({ calls: 1, messages: 0 });
  await control('DELETE', 'gateway', { how: 'reset' });
  await expect.poll(() => dingtalk.connections()).toBe(0);
  await control('POST', 'gateway');
  await connect(dingtalk);
  expect(await control('POST', 'nothing')).toHaveProperty('routes');
  expect(await control('POST', 'press', { chat: group, person, messageId, button: '停止' })).toHaveProperty(
    'error',
  );
});
