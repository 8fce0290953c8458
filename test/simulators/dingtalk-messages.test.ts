import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DingtalkSimulator, startDingtalk } from '../../simulators/dingtalk/index.ts';
import { type DingtalkCaller, dingtalkCaller } from './dingtalk-caller.ts';
import { type Client, connect, obliging } from './dingtalk-client.ts';

let dingtalk: DingtalkSimulator;
let call: DingtalkCaller;
let client: Client;

beforeEach(async () => {
  dingtalk = await startDingtalk();
  call = await dingtalkCaller(dingtalk);
  client = await connect(dingtalk, obliging);
});

afterEach(() => dingtalk.close());

/** What the bot got of what was said last. */
const last = async (count: number) => {
  await expect.poll(() => client.messages()).toHaveLength(count);
  return client.messages().at(-1)?.data ?? {};
};

test('a private message tells who wrote it and where to answer', async () => {
  const li = dingtalk.person({ staffId: 'manager807', name: '李', isAdmin: true });
  const id = dingtalk.say(dingtalk.direct(li), li, '你好');
  const data = await last(1);
  expect(data).toMatchObject({
    msgId: id,
    msgtype: 'text',
    text: { content: '你好' },
    conversationType: '1',
    conversationId: dingtalk.direct(li).id,
    senderStaffId: 'manager807',
    senderNick: '李',
    isAdmin: true,
    robotCode: dingtalk.clientId,
    sessionWebhook: expect.stringContaining(`${dingtalk.url}/robot/sendBySession?session=`),
  });
  expect(data).not.toHaveProperty('isInAtList');
  expect(Number(data['sessionWebhookExpiredTime']) - Number(data['createAt'])).toBeGreaterThanOrEqual(
    5_400_000,
  );
  expect(dingtalk.person({ staffId: 'manager807' })).toEqual(li);
});

test('in a group the bot hears only what mentions it, without the mentions and with their blanks', async () => {
  const [li, wang] = [dingtalk.person({ name: '李' }), dingtalk.person({ name: '王' })];
  const group = dingtalk.group({ title: '队' });
  dingtalk.say(group, li, '@王 吃饭吗', { mentions: [wang, 'all'] });
  dingtalk.say(group, li, '@言桥 问 @王 好', { mentions: [dingtalk.bot, wang] });
  const data = await last(1);
  expect(data).toMatchObject({
    conversationType: '2',
    conversationId: group.id,
    conversationTitle: '队',
    isInAtList: true,
    text: { content: ' 问  好' },
    atUsers: [{ dingtalkId: dingtalk.bot.senderId }, { dingtalkId: wang.senderId, staffId: wang.staffId }],
  });
  expect(data['chatbotUserId']).toBe(dingtalk.bot.senderId);
  expect(dingtalk.messages(group).map(({ text }) => text)).toEqual(['@所有人 @王 吃饭吗', '@言桥 问 @王 好']);
  expect(group.id).toMatch(/^cid.*\/\+=$/);
});

test('an outsider has no staff id, and stays the same person', async () => {
  const guest = dingtalk.person({ outsider: true, name: '客' });
  dingtalk.say(dingtalk.direct(guest), guest, '你好');
  const data = await last(1);
  expect(data).not.toHaveProperty('senderStaffId');
  expect(data['senderId']).toMatch(/^\$:LWCP_v1:\$/);
  expect(dingtalk.person({ senderId: guest.senderId })).toEqual(guest);
  expect(dingtalk.person({ outsider: true, name: '客' })).toEqual(guest);
});

test('what is not text comes as the vendor sends it', async () => {
  const li = dingtalk.person();
  const chat = dingtalk.direct(li);
  dingtalk.say(chat, li, '看\n[图片]\n这里', { richText: true });
  expect(await last(1)).toMatchObject({
    msgtype: 'richText',
    content: { richText: [{ text: '看\n' }, { type: 'picture' }, { text: '这里\n' }] },
  });
  dingtalk.say(chat, li, '明天几点', { audio: true });
  expect(await last(2)).toMatchObject({ msgtype: 'audio', content: { recognition: '明天几点' } });
  dingtalk.say(chat, li, '', { audio: true });
  expect((await last(3))['content']).not.toHaveProperty('recognition');
  for (const [index, kind] of (['picture', 'video', 'file'] as const).entries()) {
    dingtalk.say(chat, li, '', { [kind]: true });
    const data = await last(4 + index);
    expect(data['msgtype']).toBe(kind);
    expect(data['content']).toHaveProperty('downloadCode');
  }
});

test('a reply tells what it quotes; of a card, only that it is one', async () => {
  const li = dingtalk.person({ name: '李' });
  const chat = dingtalk.direct(li);
  const first = dingtalk.say(chat, li, '第一句');
  dingtalk.say(chat, li, '什么意思', { replyTo: first });
  expect(await last(2)).toMatchObject({
    text: {
      content: '什么意思',
      isReplyMsg: true,
      repliedMsg: {
        msgType: 'text',
        msgId: first,
        senderId: li.senderId,
        senderNick: '李',
        content: { text: '第一句' },
      },
    },
  });
  const rich = dingtalk.say(chat, li, '粗', { richText: true });
  dingtalk.say(chat, li, '这个', { replyTo: rich });
  expect((await last(4))['text']).toMatchObject({
    repliedMsg: { msgType: 'richText', content: { richText: [{ text: '粗\n' }] } },
  });
  await call('POST', '/v1.0/card/instances/createAndDeliver', {
    cardTemplateId: dingtalk.templates[0],
    outTrackId: 't',
    cardData: { cardParamMap: { content: '答' } },
    openSpaceId: `dtv1.card//IM_ROBOT.${li.staffId}`,
    imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT' },
  });
  dingtalk.say(chat, li, '再说', { replyTo: dingtalk.messages(chat).at(-1)?.id ?? '' });
  const { repliedMsg } = (await last(5))['text'] as { repliedMsg: object };
  expect(repliedMsg).toMatchObject({ msgType: 'interactiveCard', senderId: dingtalk.bot.senderId });
  expect(repliedMsg).not.toHaveProperty('content');
  expect(() => dingtalk.say(chat, li, '?', { replyTo: 'nothing' })).toThrow('no message nothing');
});

test('a message may be old, or bring a foreign address, and the bot hears nothing where it was thrown out', async () => {
  const li = dingtalk.person();
  const group = dingtalk.group({ title: '队' });
  const to = { mentions: [dingtalk.bot] };
  dingtalk.kick(group);
  dingtalk.say(group, li, '在吗', to);
  dingtalk.unblock(group);
  dingtalk.say(group, li, '早', {
    ...to,
    sentAt: 1_700_000_000_000,
    sessionWebhook: 'https://example.com/r?session=1',
  });
  expect(await last(1)).toMatchObject({
    createAt: 1_700_000_000_000,
    sessionWebhook: 'https://example.com/r?session=1',
    text: { content: ' 早' },
  });
});
