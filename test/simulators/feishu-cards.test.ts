import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client, LoggerLevel } from '@larksuiteoapi/node-sdk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FeishuSimulator, startFeishu } from '../../simulators/feishu/index.ts';
import type { Chat, Person } from '../../simulators/feishu/words.ts';
import { type FeishuCaller, feishuCaller } from './feishu-caller.ts';
import { stopTime } from './stop-time.ts';

let feishu: FeishuSimulator;
let call: FeishuCaller;
let li: Person;
let chat: Chat;

beforeEach(async () => {
  feishu = await startFeishu();
  call = await feishuCaller(feishu);
  li = feishu.person({ name: '李' });
  chat = feishu.direct(li);
});

afterEach(() => feishu.close());

const markdown = (content: string, element_id = 'answer') => ({ tag: 'markdown', element_id, content });
const stop = {
  tag: 'button',
  element_id: 'stop',
  text: { tag: 'plain_text', content: '停止' },
  behaviors: [{ type: 'callback', value: { act: 'stop' } }],
};
const cardOf = (...elements: object[]) => ({
  schema: '2.0',
  config: { streaming_mode: true, update_multi: true },
  body: { elements },
});
const wrapped = (card: object) => ({ type: 'card_json', data: JSON.stringify(card) });

const create = (card: object) => call('POST', '/cardkit/v1/cards', wrapped(card));
const cardId = async (card: object = cardOf(markdown('…'), stop)) =>
  String(((await create(card)).body['data'] as { card_id: string }).card_id);
const post = (card_id: string, extra: object = {}) =>
  call('POST', '/im/v1/messages?receive_id_type=chat_id', {
    receive_id: chat.id,
    msg_type: 'interactive',
    content: JSON.stringify({ type: 'card', data: { card_id } }),
    ...extra,
  });
const write = async (
  id: string,
  sequence: number,
  content: string,
  more: { element?: string; uuid?: string } = {},
) => {
  const { element = 'answer', ...extra } = more;
  const path = `/cardkit/v1/cards/${id}/elements/${element}/content`;
  return (await call('PUT', path, { content, sequence, ...extra })).body['code'];
};
const settle = async (id: string, sequence: number, config: object) =>
  (
    await call('PATCH', `/cardkit/v1/cards/${id}/settings`, {
      settings: JSON.stringify({ config }),
      sequence,
    })
  ).body['code'];
const batch = async (id: string, sequence: number, ...actions: object[]) =>
  (await call('POST', `/cardkit/v1/cards/${id}/batch_update`, { actions: JSON.stringify(actions), sequence }))
    .body['code'];
const shown = () => feishu.messages(chat).at(-1);

test('the official client streams into a card, closes it and takes its button away', async () => {
  const { appId, appSecret, url: domain } = feishu;
  const { cardkit, im } = new Client({ appId, appSecret, domain, loggerLevel: LoggerLevel.error });
  const question = feishu.say(chat, li, '你好');
  const created = await cardkit.v1.card.create({ data: wrapped(cardOf(markdown('…'), stop)) });
  const card_id = String(created.data?.card_id);
  await im.v1.message.reply({
    path: { message_id: question },
    data: {
      msg_type: 'interactive',
      content: JSON.stringify({ type: 'card', data: { card_id } }),
      uuid: 'u-1',
    },
  });
  expect(shown()).toMatchObject({
    text: '…',
    streaming: true,
    summary: '[生成中...]',
    replyTo: question,
    cardId: card_id,
  });
  expect(shown()?.buttons).toEqual([{ id: 'stop', text: '停止', value: { act: 'stop' } }]);

  const path = { card_id, element_id: 'answer' };
  await cardkit.v1.cardElement.content({ path, data: { content: '你好', sequence: 1 } });
  await cardkit.v1.cardElement.content({ path, data: { content: '你好，李。', sequence: 2 } });
  const settings = JSON.stringify({ config: { streaming_mode: false, summary: { content: '你好' } } });
  await cardkit.v1.card.settings({ path: { card_id }, data: { settings, sequence: 3 } });
  const actions = JSON.stringify([{ action: 'delete_elements', params: { element_ids: ['stop'] } }]);
  await cardkit.v1.card.batchUpdate({ path: { card_id }, data: { actions, sequence: 4 } });

  expect(shown()).toMatchObject({ text: '你好，李。', streaming: false, summary: '你好', buttons: [] });
  expect(shown()?.states.map(({ text }) => text)).toEqual([
    '…',
    '你好',
    '你好，李。',
    '你好，李。',
    '你好，李。',
  ]);
  await cardkit.v1.card.update({
    path: { card_id },
    data: { card: wrapped(cardOf(markdown('新'))) as never, sequence: 5 },
  });
  expect(shown()).toMatchObject({ text: '新', elements: { answer: '新' }, streaming: true });
});

test('numbers must rise, over all kinds of operations', async () => {
  const id = await cardId();
  expect(await write(id, 5, '一')).toBe(0);
  expect(await write(id, 5, '一二')).toBe(300317);
  expect(await settle(id, 4, { summary: { content: '一' } })).toBe(300317);
  expect(await batch(id, 5, { action: 'delete_elements', params: { element_ids: ['stop'] } })).toBe(300317);
  const whole = await call('PUT', `/cardkit/v1/cards/${id}`, {
    card: wrapped(cardOf(markdown('新'))),
    sequence: 1,
  });
  expect(whole.body['code']).toBe(300317);
  expect(await write(id, 0, '一')).toBe(10002);
  expect(await write(id, 2 ** 31, '一')).toBe(10002);
  expect(await write(id, 6, '一二')).toBe(0);
});

test('a uuid is done once, and belongs to one operation', async () => {
  const id = await cardId();
  await post(id);
  expect(await write(id, 1, '一', { uuid: 'a' })).toBe(0);
  expect(await write(id, 1, '一', { uuid: 'a' })).toBe(0);
  expect(await write(id, 2, '二', { uuid: 'a' })).toBe(200770);
  expect(await write(id, 2, '二', { uuid: 'u'.repeat(65) })).toBe(10002);
  expect(shown()?.states).toHaveLength(2);
});

test('streaming closes after ten minutes, whatever is written, and opens again', async () => {
  stopTime();
  const id = await cardId();
  await post(id);
  feishu.advance(599_000);
  expect(await write(id, 1, '一')).toBe(0);
  feishu.advance(2000);
  expect(shown()?.streaming).toBe(false);
  expect(await write(id, 2, '一二')).toBe(200850);
  expect(await write(id, 2, '一二')).toBe(300309);
  expect(await settle(id, 2, { streaming_mode: true })).toBe(0);
  feishu.advance(599_000);
  expect(await write(id, 3, '一二')).toBe(0);
  expect(await settle(id, 4, { streaming_mode: false })).toBe(0);
  expect(await write(id, 5, '一二三')).toBe(300309);
  expect(
    await batch(id, 5, {
      action: 'update_element',
      params: { element_id: 'answer', element: markdown('完') },
    }),
  ).toBe(0);
  expect(shown()?.text).toBe('完');
});

test('a streaming card takes nothing while a pressed button waits for its answer', async () => {
  const id = await cardId();
  await post(id);
  const silent = createServer(() => undefined);
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
  feishu.deliverTo(`http://127.0.0.1:${(silent.address() as AddressInfo).port}/`);
  const asked = once(silent, 'request');
  const pressed = feishu.press(chat, li, shown()?.id ?? '', '停止');
  await asked;
  expect(await write(id, 1, '一')).toBe(200810);
  expect(await settle(id, 1, { streaming_mode: false })).toBe(0);
  silent.closeAllConnections();
  expect(await pressed).toEqual({ answered: false });
  expect(await settle(id, 2, { streaming_mode: true })).toBe(0);
  expect(await write(id, 3, '一')).toBe(0);
  silent.close();
});

test.each([
  ['an element id that is none', cardOf(markdown('一', '1st')), 300301],
  ['an element id twice', cardOf(markdown('一'), markdown('二')), 300301],
  ['no element', cardOf(), 300307],
  ['another schema', { elements: [markdown('一')] }, 200220],
  ['a card for one reader only', { ...cardOf(markdown('一')), config: { update_multi: false } }, 300302],
  ['a tag of schema 1.0', cardOf({ tag: 'note', elements: [] }), 230099],
  ['a fourth table', cardOf(markdown('| a | b |\n|---|---|\n| 1 | 2 |\n\n'.repeat(4))), 230099],
  ['a picture from elsewhere', cardOf(markdown('![x](https://a.example/b.png)')), 230099],
  ['a mention of nobody', cardOf(markdown('<at id=ou_nobody></at>')), 230099],
  ['over 30 KB of UTF-8', cardOf(markdown('好'.repeat(10_200))), 200860],
])('a card with %s is refused', async (_, card, code) => {
  const refused = await create(card);
  expect(refused).toMatchObject({ status: 400, body: { code } });
});

test('a text that cannot be streamed is refused, and uses up no number', async () => {
  const id = await cardId();
  expect(await write(id, 1, '')).toBe(10002);
  expect(await write(id, 1, 'a'.repeat(100_001))).toBe(10002);
  expect(await write(id, 1, '好'.repeat(10_240))).toBe(200860);
  expect(await write(id, 1, '一', { element: 'stop' })).toBe(300310);
  expect(await write(id, 1, '一', { element: 'other' })).toBe(300313);
  expect(await write('7300000000000000000', 1, '一')).toBe(200740);
  expect(await settle(id, 1, { update_multi: false })).toBe(300302);
  expect(await batch(id, 1, { action: 'dance' })).toBe(10002);
  expect(await write(id, 1, '| a | b |\n|---|---|\n| 1 | 2 |')).toBe(0);
});

test('a card is sent once, unless it is the same send again', async () => {
  const id = await cardId();
  const first = await post(id, { uuid: 'u-1' });
  expect((await post(id, { uuid: 'u-1' })).body['data']).toEqual(first.body['data']);
  expect((await post(id)).body['code']).toBe(230001);
  const patched = await call('PATCH', `/im/v1/messages/${shown()?.id}`, {
    content: JSON.stringify(cardOf(stop)),
  });
  expect(patched.body['code']).toBe(230001);
  expect((await post('7300000000000000000')).body['code']).toBe(230099);
});

test('a card bears ten operations a second, a message five patches', async () => {
  stopTime();
  const id = await cardId();
  const codes: unknown[] = [];
  for (let n = 1; n <= 11; n += 1) codes.push(await write(id, n, '一'.repeat(n)));
  expect(codes).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 99991400]);

  await call('POST', '/im/v1/messages?receive_id_type=chat_id', {
    receive_id: chat.id,
    msg_type: 'interactive',
    content: JSON.stringify(cardOf(markdown('零'))),
  });
  const patch = async (n: number) =>
    (
      await call('PATCH', `/im/v1/messages/${shown()?.id}`, {
        content: JSON.stringify(cardOf(markdown(`${n}`))),
      })
    ).body['code'];
  const patches: unknown[] = [];
  for (let n = 1; n <= 6; n += 1) patches.push(await patch(n));
  expect(patches).toEqual([0, 0, 0, 0, 0, 230020]);
  expect(shown()?.text).toBe('5');
});

test('several actions on a card are done together or not at all', async () => {
  const id = await cardId();
  await post(id);
  const add = { type: 'insert_before', target_element_id: 'stop', elements: [markdown('注', 'note')] };
  const rename = { element_id: 'stop', partial_element: { text: { tag: 'plain_text', content: '停' } } };
  expect(
    await batch(
      id,
      1,
      { action: 'add_elements', params: add },
      { action: 'partial_update_element', params: rename },
      { action: 'partial_update_setting', params: { settings: { config: { streaming_mode: false } } } },
    ),
  ).toBe(0);
  expect(shown()).toMatchObject({ text: '…\n\n注', elements: { answer: '…', note: '注' }, streaming: false });
  expect(shown()?.buttons.map(({ text }) => text)).toEqual(['停']);

  const missing = { action: 'delete_elements', params: { element_ids: ['answer', 'missing'] } };
  expect(await batch(id, 2, missing)).toBe(300313);
  expect(shown()?.text).toBe('…\n\n注');
});
