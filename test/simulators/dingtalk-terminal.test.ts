import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DingtalkSimulator, startDingtalk } from '../../simulators/dingtalk/index.ts';
import { Terminal } from '../../simulators/dingtalk/terminal.ts';
import { dingtalkCaller } from './dingtalk-caller.ts';

let dingtalk: DingtalkSimulator;
let lines: string[];
let terminal: Terminal;

beforeEach(async () => {
  dingtalk = await startDingtalk({ pressMs: 20 });
  lines = [];
  terminal = new Terminal(dingtalk, line => lines.push(line));
});

afterEach(() => dingtalk.close());

test('in the terminal a person writes, mentions, reads and presses a button', async () => {
  terminal.enter('#team @alice @言桥 你好');
  const [group] = dingtalk.chats();
  expect(dingtalk.messages(group ?? { id: '' })).toMatchObject([
    { text: '@言桥 你好', from: 'alice', mentions: [dingtalk.bot.senderId] },
  ]);
  terminal.enter('#team @alice [停止]');
  expect(lines.at(-1)).toBe('There is no button here.');

  const call = await dingtalkCaller(dingtalk);
  await call('POST', '/v1.0/card/instances/createAndDeliver', {
    cardTemplateId: dingtalk.templates[0],
    outTrackId: 'track-1',
    callbackType: 'STREAM',
    cardData: { cardParamMap: { content: '想', flowStatus: '2' } },
    openSpaceId: `dtv1.card//IM_GROUP.${group?.id}`,
    imGroupOpenDeliverModel: { robotCode: dingtalk.robotCode },
  });
  expect(lines.at(-1)).toBe('team · card 1 · 想 [停止]');
  terminal.enter('#team @alice [停止]');
  await expect.poll(() => lines.at(-1)).toBe('(the bot did not answer the button)');
  terminal.enter('#team @alice [没有]');
  await expect.poll(() => lines.at(-1)).toMatch(/no button "没有"/);
  terminal.enter('你好');
  expect(lines.at(-1)).toContain('@alice 你好');
});

test('the terminal calls a private chat by who writes there, and counts what the bot says', async () => {
  terminal.enter('@alice 你好');
  const [chat] = dingtalk.chats();
  const { robotCode } = dingtalk;
  const call = await dingtalkCaller(dingtalk);
  for (const text of ['一', '二'])
    await call('POST', '/v1.0/robot/oToMessages/batchSend', {
      robotCode,
      userIds: ['alice'],
      msgKey: 'sampleText',
      msgParam: JSON.stringify({ content: text }),
    });
  expect(dingtalk.messages(chat ?? { id: '' })).toHaveLength(3);
  expect(lines).toEqual(['alice · text 1 · 一', 'alice · text 2 · 二']);
});
