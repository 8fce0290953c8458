import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DingtalkSimulator, startDingtalk } from '../../simulators/dingtalk/index.ts';
import type { DingtalkOptions } from '../../simulators/dingtalk/options.ts';
import type { Chat, Person } from '../../simulators/dingtalk/words.ts';
import { type DingtalkCaller, dingtalkCaller } from './dingtalk-caller.ts';
import { buttonTopic, connect } from './dingtalk-client.ts';

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

const card = (changes: object = {}) => ({
  cardTemplateId: dingtalk.templates[0],
  outTrackId: 'track-1',
  callbackType: 'STREAM',
  userIdType: 1,
  cardData: { cardParamMap: { content: '', flowStatus: '2', config: '{"autoLayout":true}' } },
  openSpaceId: 'dtv1.card//IM_ROBOT.li',
  imRobotOpenSpaceModel: { supportForward: true },
  imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode: dingtalk.robotCode },
  ...changes,
});
const create = (changes?: object) => call('POST', '/v1.0/card/instances/createAndDeliver', card(changes));

let guids = 0;
const stream = (content: string, changes: object = {}) => {
  guids += 1;
  const guid = `guid-${guids}`;
  return call('PUT', '/v1.0/card/streaming', {
    ...{ outTrackId: 'track-1', guid, key: 'content', content, isFull: true },
    ...{ isFinalize: false, isError: false, ...changes },
  });
};
const update = (cardParamMap: object, changes: object = {}) =>
  call('PUT', '/v1.0/card/instances', {
    ...{ outTrackId: 'track-1', cardData: { cardParamMap } },
    ...{ cardUpdateOptions: { updateCardDataByKey: true }, ...changes },
  });
const shown = () => dingtalk.messages(chat).at(-1);

test('a card is created, grows and is finished', async () => {
  const created = await create();
  expect(created).toMatchObject({
    status: 200,
    body: {
      success: true,
      result: {
        outTrackId: 'track-1',
        deliverResults: [{ spaceType: 'IM_ROBOT', spaceId: 'li', success: true }],
      },
    },
  });
  expect((await stream('# 你好')).body).toEqual({ success: true, result: true });
  await stream('# 你好\n\n**世界**');
  expect(shown()).toMatchObject({ streaming: true, flowStatus: '2' });
  await stream('# 你好\n\n**世界**。', { isFinalize: true });

  expect(shown()).toMatchObject({
    kind: 'card',
    text: '你好\n\n世界。',
    markdown: '# 你好\n\n**世界**。',
    streaming: false,
    flowStatus: '3',
    outTrackId: 'track-1',
    templateId: dingtalk.templates[0],
    byBot: true,
    mentions: [],
  });
  expect(shown()?.states.map(({ text }) => text)).toEqual(['', '你好', '你好\n\n世界', '你好\n\n世界。']);
});

test('created and delivered in two calls, a card is the same', async () => {
  const created = await call('POST', '/v1.0/card/instances', card());
  expect(created.body).toEqual({ success: true, result: 'track-1' });
  await update({ content: '先' });
  expect(dingtalk.messages(chat)).toHaveLength(0);
  const delivered = await call('POST', '/v1.0/card/instances/deliver', card());
  expect(delivered.body).toMatchObject({ success: true, result: [{ success: true }] });
  await stream('好');
  expect(shown()?.states.map(({ text }) => text)).toEqual(['先', '好']);
  const unknown = await call('POST', '/v1.0/card/instances/deliver', card({ outTrackId: 'no' }));
  expect(unknown).toMatchObject({ status: 400, body: { code: 'param.cardNotExist' } });
});

test('a card goes to a group, and mentions who asked', async () => {
  const group = dingtalk.group({ title: '队' });
  const changes = {
    openSpaceId: `dtv1.card//IM_GROUP.${group.id}`,
    imGroupOpenSpaceModel: { supportForward: true },
    imGroupOpenDeliverModel: { robotCode: dingtalk.robotCode, atUserIds: { li: '李' } },
  };
  await create(changes);
  expect(dingtalk.messages(group)).toMatchObject([{ kind: 'card', mentions: ['li'] }]);

  let tried = 1;
  const refused = async (wrong: object) => {
    tried += 1;
    const { status, body } = await create({ ...changes, outTrackId: `track-${tried}`, ...wrong });
    const { deliverResults } = body['result'] as { deliverResults: Record<string, unknown>[] };
    return [status, deliverResults[0]?.['success'], deliverResults[0]?.['errorMsg']];
  };
  expect(await refused({ imGroupOpenDeliverModel: {} })).toEqual([200, false, 'robotCode is invalid']);
  expect(await refused({ openSpaceId: 'dtv1.card//IM_GROUP.cid' })).toEqual([
    200,
    false,
    'openConversationId is invalid',
  ]);
  expect(await refused({ openSpaceId: 'dtv1.card//IM_ROBOT.nobody' })).toEqual([
    200,
    false,
    'userId is invalid',
  ]);
  expect(await refused({ openSpaceId: 'dtv1.card//IM_ROBOT.li', imRobotOpenDeliverModel: {} })).toEqual([
    200,
    false,
    'imRobotOpenDeliverModel is missing',
  ]);
  expect(await refused({ openSpaceId: 'dtv1.card//ONE_BOX.x' })).toEqual([
    200,
    false,
    'spaceType ONE_BOX is not supported',
  ]);
  dingtalk.kick(group);
  expect(await refused({})).toEqual([200, false, 'the robot is not in this conversation']);
  expect(dingtalk.messages(group)).toHaveLength(1);
});

test('what cannot be a card is refused with its code', async () => {
  const code = async (changes: object) => (await create(changes)).body['code'];
  expect(await code({ cardTemplateId: 'another.schema' })).toBe('param.templateNotExist');
  expect(await code({ outTrackId: '' })).toBe('param.outTrackIdEmpty');
  expect(await code({ cardData: { cardParamMap: { content: '', flowStatus: 2 } } })).toBe(
    'param.cardParamMap',
  );
  expect(await code({ cardData: { cardParamMap: { content: '好'.repeat(6667) } } })).toBe('param.cardData');
  expect(await code({ openSpaceId: undefined })).toBe('param.openSpaceId');
  expect(await code({ outTrackId: 'track-2' })).toBe(undefined);
  expect(await create({ outTrackId: 'track-2' })).toMatchObject({
    status: 400,
    body: { code: 'param.cardAlreadyExist', requestid: expect.any(String) },
  });
  expect(dingtalk.messages(chat)).toHaveLength(1);
});

test('what cannot be streamed is refused with its code', async () => {
  await create();
  const code = async (content: string, changes: object) => (await stream(content, changes)).body['code'];
  expect(await code('好', { guid: '' })).toBe('param.stream.guidEmpty');
  expect(await code('好', { key: '' })).toBe('param.stream.keyEmpty');
  expect(await code('好', { outTrackId: 'no' })).toBe('param.stream.outTrackId');
  expect(await code('好', { isFull: false })).toBe('param.stream.isFull');
  expect(await code('', {})).toBe('param.stream.contentEmpty');
  expect(await stream('好'.repeat(6667))).toMatchObject({
    status: 400,
    body: { code: 'param.stream.content', message: 'content is too large' },
  });
  expect(await code('好'.repeat(6666), {})).toBe(undefined);
  expect(shown()?.states).toHaveLength(2);
});

test('the same guid again changes nothing and is no error', async () => {
  await create();
  await stream('一', { guid: 'g' });
  await stream('二');
  expect((await stream('一', { guid: 'g' })).status).toBe(200);
  expect(shown()?.text).toBe('二');
  await stream('三', { guid: 'end', isFinalize: true });
  expect((await stream('三', { guid: 'end', isFinalize: true })).status).toBe(200);
  expect(shown()?.states).toHaveLength(4);
});

test('a finished card takes no stream until its status says that it goes on', async () => {
  await create();
  await stream('糟', { isError: true });
  expect(shown()).toMatchObject({ flowStatus: '5', streaming: false });
  expect(await stream('再来')).toMatchObject({ status: 400, body: { code: 'param.stream.status' } });
  expect((await update({ flowStatus: '2' })).status).toBe(200);
  expect((await stream('再来')).status).toBe(200);
  await update({ flowStatus: '3' });
  expect(await stream('还来')).toMatchObject({ status: 400 });
  expect(shown()).toMatchObject({ text: '再来', flowStatus: '3', streaming: false });
});

test('values are changed by key, or all at once', async () => {
  await create({ cardData: { cardParamMap: { content: '一', note: '注' } } });
  expect(shown()).toMatchObject({ flowStatus: '1', streaming: true });
  await update({ content: '二' });
  expect(shown()).toMatchObject({ text: '二', params: { content: '二', note: '注' } });
  await update({ content: '三', flowStatus: '3' }, { cardUpdateOptions: {} });
  expect(shown()).toMatchObject({ text: '三', params: { content: '三', flowStatus: '3' } });

  const code = async (params: object, changes?: object) => (await update(params, changes)).body['code'];
  expect(await code({ content: 4 })).toBe('param.cardParamMap');
  expect(await code({ content: 'x'.repeat(20_001) })).toBe('param.cardData');
  expect(await code({}, { outTrackId: 'no' })).toBe('param.cardNotExist');
  expect(await code({}, { cardUpdateOptions: { updatePrivateDataByKey: true } })).toBe(
    'param.cardUpdateOptions',
  );
});

test('any key may hold the text', async () => {
  await create({ cardData: { cardParamMap: { config: '{}', msgContent: '先', flowStatus: '2' } } });
  expect(shown()?.text).toBe('先');
  await stream('后', { key: 'msgContent' });
  expect(shown()?.text).toBe('后');
});

test('a finished card can be retried, a growing one stopped: the callback tells who, what and where', async () => {
  const seen: Record<string, unknown>[] = [];
  await connect(dingtalk, (frame, client) => {
    if (frame.headers.topic !== buttonTopic) return;
    seen.push(frame.data);
    client.acknowledge(frame, {
      response: {
        cardData: { cardParamMap: { content: '停了', flowStatus: '3' } },
        cardUpdateOptions: { updateCardDataByKey: true },
        userPrivateData: { cardParamMap: { notice: '好的' } },
      },
    });
  });
  await create();
  expect(shown()?.buttons).toEqual([{ id: 'stop', text: '停止' }]);
  const id = shown()?.id ?? '';
  expect(await dingtalk.press(chat, li, id, '停止')).toEqual({ answered: true, notice: '好的' });
  expect(seen).toMatchObject([
    { type: 'actionCallback', outTrackId: 'track-1', userId: 'li', spaceType: 'IM', spaceId: chat.id },
  ]);
  expect(JSON.parse(String(seen[0]?.['content']))).toEqual({
    cardPrivateData: { actionIds: ['stop'], params: {} },
  });
  expect(shown()).toMatchObject({ text: '停了', buttons: [{ id: 'retry' }, { id: 'new' }] });
  await expect(dingtalk.press(chat, li, id, 'stop')).rejects.toThrow('no button "stop"');
  expect(dingtalk.deliveries).toMatchObject([{ topic: buttonTopic, outcome: 'acknowledged' }]);
});

test('a button that the bot does not answer within two seconds is told so, and is not delivered again', async () => {
  await create();
  const id = shown()?.id ?? '';
  expect(await dingtalk.press(chat, li, id, 'stop')).toEqual({ answered: false });
  const client = await connect(dingtalk, (frame, client) => {
    if (frame.data['outTrackId']) client.acknowledge(frame, '{"not": "read"', 500);
  });
  expect(await dingtalk.press(chat, li, id, 'stop')).toEqual({ answered: false });
  client.socket.removeAllListeners('message');
  const pressed = dingtalk.press(chat, li, id, 'stop');
  dingtalk.advance(2000);
  expect(await pressed).toEqual({ answered: false });
  dingtalk.advance(60_000);
  expect(dingtalk.deliveries).toHaveLength(3);
});

test('there are no buttons where nobody would hear of them', async () => {
  await create({ callbackType: 'HTTP' });
  expect(shown()?.buttons).toEqual([]);
  await restart({ webhookUrl: 'http://127.0.0.1:1/webhook' });
  await create();
  expect(shown()?.buttons).toEqual([]);
  await connect(dingtalk);
  expect(shown()?.buttons).toEqual([{ id: 'stop', text: '停止' }]);
});

const standard = (changes: object = {}) => ({
  cardTemplateId: 'StandardCard',
  cardBizId: 'biz-1',
  robotCode: dingtalk.robotCode,
  singleChatReceiver: '{"userId":"li"}',
  cardData: face('**一**'),
  ...changes,
});
const face = (text: string) =>
  JSON.stringify({
    config: { autoLayout: true },
    header: { title: { type: 'text', text: '回答' } },
    contents: [{ type: 'markdown', text, id: 'm1' }],
  });

test('a standard card is sent and changed', async () => {
  const sent = await call('POST', '/v1.0/im/v1.0/robot/interactiveCards/send', standard());
  expect(sent.body).toEqual({ processQueryKey: expect.any(String) });
  const changed = await call('PUT', '/v1.0/im/robots/interactiveCards', {
    cardBizId: 'biz-1',
    cardData: face('二'),
  });
  expect(changed.status).toBe(200);
  expect(shown()).toMatchObject({ kind: 'standard-card', title: '回答', text: '二', buttons: [] });
  expect(shown()?.states.map(({ text }) => text)).toEqual(['一', '二']);

  const group = dingtalk.group({ title: '队' });
  const inGroup = {
    cardBizId: 'biz-2',
    openConversationId: group.id,
    singleChatReceiver: undefined,
    sendOptions: { atUserListJson: '[{"nickName":"李","userId":"li"}]', atAll: true },
  };
  await call('POST', '/v1.0/im/v1.0/robot/interactiveCards/send', standard(inGroup));
  expect(dingtalk.messages(group)).toMatchObject([{ mentions: ['li', 'all'] }]);
});

test('what cannot be a standard card is refused with its code', async () => {
  const code = async (changes: object) =>
    (await call('POST', '/v1.0/im/v1.0/robot/interactiveCards/send', standard(changes))).body['code'];
  expect(await code({ cardTemplateId: dingtalk.templates[0] })).toBe('param.templateNotExist');
  expect(await code({ robotCode: 'no' })).toBe('invalidParameter.robotCode.notExsit');
  expect(await code({ sendOptions: { atUserListJson: '{}' } })).toBe('param.sendOptions');
  expect(await code({ cardData: '{' })).toBe('param.cardData');
  expect(await code({ cardData: '{}' })).toBe('param.cardData');
  expect(await code({ cardData: face('x'.repeat(20_000)) })).toBe('param.cardData');
  expect(await code({ singleChatReceiver: '{"userId":"no"}' })).toBe('invalidParameter.userIds.invalid');
  expect(await code({ singleChatReceiver: undefined })).toBe('miss.openConversationId');
  dingtalk.block(chat);
  expect(await code({})).toBe('bot.stopped');
  dingtalk.unblock(chat);
  expect(await code({})).toBe(undefined);
  expect(await code({})).toBe('param.cardAlreadyExist');
  const unknown = await call('PUT', '/v1.0/im/robots/interactiveCards', {
    cardBizId: 'no',
    cardData: face('x'),
  });
  expect(unknown.body['code']).toBe('param.cardNotExist');
});
