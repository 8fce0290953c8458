import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FeishuSimulator, startFeishu } from '../../simulators/feishu/index.ts';
import { type FeishuCaller, feishuCaller } from './feishu-caller.ts';
import { callFromElsewhere, cutting, killing, watchProbe } from './watch-probe.ts';

let probe: ReturnType<typeof watchProbe>;
let feishu: FeishuSimulator;
let call: FeishuCaller;
let chat: { readonly id: string };

beforeEach(async () => {
  probe = watchProbe();
  feishu = await startFeishu({ watch: probe.watch });
  call = await feishuCaller(feishu);
  chat = feishu.direct(feishu.person({ name: '李' }));
});
afterEach(() => feishu.close());

const send = (text: string) =>
  call('POST', '/im/v1/messages?receive_id_type=chat_id', {
    receive_id: chat.id,
    msg_type: 'text',
    content: JSON.stringify({ text }),
  });

const texts = () => feishu.messages(chat).map(({ text }) => text);

test('a call is seen as it arrives and as it lands, a refused one as it arrives, with what it says and where it comes from', async () => {
  await send('你好，世界');
  await call('PATCH', '/im/v1/messages/om_none', { content: '{}' });
  const { appId: AppID, appSecret: AppSecret } = feishu;
  await fetch(`${feishu.url}/callback/ws/endpoint`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ AppID, AppSecret }),
  });

  expect(probe.told()).toEqual([
    ...['token arrived', 'token landed'],
    ...['messages.send arrived', 'messages.send landed'],
    'messages.patch arrived',
    ...['endpoint arrived', 'endpoint landed'],
  ]);
  const [, , sent] = probe.moments;
  expect(sent?.about).toContain('/im/v1/messages?receive_id_type=chat_id');
  expect(sent?.about).toContain('你好，世界');
  expect(feishu.calls[1]?.port).toBe(sent?.port);
  expect(sent?.port).toBeGreaterThan(0);
  expect(feishu.calls.map(({ landedAt }) => landedAt !== undefined)).toEqual([true, true, false, true]);
});

test('a call that is cut as it arrives does nothing and meets no fault; one that is cut as it lands is done, and nobody hears of it', async () => {
  feishu.fault({ kind: 'too-frequent' });
  probe.decide(cutting('messages.send', 'arrived'));
  await expect(send('一')).rejects.toThrow();
  probe.decide(cutting('messages.send', 'landed'));
  expect((await send('二')).body['code']).toBe(230020);
  await expect(send('三')).rejects.toThrow();

  expect(texts()).toEqual(['三']);
  expect(feishu.calls.slice(1).map(({ outcome }) => outcome)).toEqual(['reset', 'refused', 'lost']);
});

test('what a process asked that was killed meanwhile is not done', async () => {
  const caller = callFromElsewhere(`${feishu.url}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: {},
  });
  probe.decide(killing(caller));
  await feishu.waitFor(() => feishu.calls.at(1)?.doneAt);
  expect(feishu.calls).toMatchObject([{ outcome: 'ok' }, { outcome: 'reset' }]);
});

test('what was recalled is shown to who asks for all', async () => {
  await send('一');
  const id = String(((await send('二')).body['data'] as { message_id: string }).message_id);
  await call('DELETE', `/im/v1/messages/${id}`);
  expect(feishu.messages(chat)).toMatchObject([{ text: '一', isGone: false }]);
  const all = [
    { text: '一', isGone: false },
    { text: '二', isGone: true },
  ];
  expect(feishu.messages(chat, { all: true })).toMatchObject(all);
  const elsewhere = await fetch(`${feishu.url}/_simulator/messages?chat=${chat.id}&all=true`);
  expect(await elsewhere.json()).toMatchObject(all);
});
