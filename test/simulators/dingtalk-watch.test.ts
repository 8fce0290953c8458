import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DingtalkSimulator, startDingtalk } from '../../simulators/dingtalk/index.ts';
import { type DingtalkCaller, dingtalkCaller } from './dingtalk-caller.ts';
import { open } from './dingtalk-client.ts';
import { callFromElsewhere, cutting, killing, watchProbe } from './watch-probe.ts';

let probe: ReturnType<typeof watchProbe>;
let dingtalk: DingtalkSimulator;
let call: DingtalkCaller;
let chat: { readonly id: string };

beforeEach(async () => {
  probe = watchProbe();
  dingtalk = await startDingtalk({ watch: probe.watch });
  call = await dingtalkCaller(dingtalk);
  chat = dingtalk.group({ title: '队' });
});
afterEach(() => dingtalk.close());

const send = (content: string) =>
  call('POST', '/v1.0/robot/groupMessages/send', {
    robotCode: dingtalk.robotCode,
    openConversationId: chat.id,
    msgKey: 'sampleText',
    msgParam: JSON.stringify({ content }),
  });

const texts = () => dingtalk.messages(chat).map(({ text }) => text);

test('a call is seen as it arrives and as it lands, a refused one as it arrives, with what it says and where it comes from', async () => {
  await send('你好，世界');
  await call('PUT', '/v1.0/card/streaming', { outTrackId: 'none' });
  await open(dingtalk);

  expect(probe.told()).toEqual([
    ...['token arrived', 'token landed'],
    ...['robot.group arrived', 'robot.group landed'],
    'cards.streaming arrived',
    ...['gateway arrived', 'gateway landed'],
  ]);
  const [, , sent] = probe.moments;
  expect(sent?.about).toContain('/v1.0/robot/groupMessages/send');
  expect(sent?.about).toContain('你好，世界');
  expect(dingtalk.calls[1]?.port).toBe(sent?.port);
  expect(sent?.port).toBeGreaterThan(0);
  expect(dingtalk.calls.map(({ landedAt }) => landedAt !== undefined)).toEqual([true, true, false, true]);
});

test('a call that is cut as it arrives does nothing and meets no fault; one that is cut as it lands is done, and nobody hears of it', async () => {
  dingtalk.fault({ kind: 'server-error' });
  probe.decide(cutting('robot.group', 'arrived'));
  await expect(send('一')).rejects.toThrow();
  probe.decide(cutting('robot.group', 'landed'));
  expect((await send('二')).status).toBe(500);
  await expect(send('三')).rejects.toThrow();

  expect(texts()).toEqual(['三']);
  expect(dingtalk.billed().calls).toBe(1);
  expect(dingtalk.calls.slice(1).map(({ outcome }) => outcome)).toEqual(['reset', 'refused', 'lost']);
});

test('what a process asked that was killed meanwhile is not done', async () => {
  const caller = callFromElsewhere(`${dingtalk.url}/v1.0/oauth2/accessToken`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: {},
  });
  probe.decide(killing(caller));
  await dingtalk.waitFor(() => dingtalk.calls.at(1)?.doneAt);
  expect(dingtalk.calls).toMatchObject([{ outcome: 'ok' }, { outcome: 'reset' }]);
});

test('what was recalled is shown to who asks for all', async () => {
  await send('一');
  await send('二');
  dingtalk.recall(chat, dingtalk.messages(chat)[1]?.id ?? '');
  expect(dingtalk.messages(chat)).toMatchObject([{ text: '一', isGone: false }]);
  const all = [
    { text: '一', isGone: false },
    { text: '二', isGone: true },
  ];
  expect(dingtalk.messages(chat, { all: true })).toMatchObject(all);
  const elsewhere = await fetch(
    `${dingtalk.url}/_simulator/messages?chat=${encodeURIComponent(chat.id)}&all=true`,
  );
  expect(await elsewhere.json()).toMatchObject(all);
});
