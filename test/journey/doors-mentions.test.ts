import { afterEach, expect, test } from 'vitest';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { echo } from './answers.ts';
import { openDingtalkTown } from './dingtalk-town.ts';
import { openFeishuTown } from './feishu-town.ts';
import { questionOf } from './town.ts';

const words = wordingFor('en');
const plain = (markdown: string) => markdown.replaceAll(/[`*\\]/g, '');
let town: { close(): Promise<void> } | undefined;
afterEach(() => town?.close());

test('on Feishu, where everybody may write, one member is shut out by a mention and let in again, in English', async () => {
  const feishuTown = await openFeishuTown({ settings: { ADMINS: 'feishu:ou_boss', LOCALE: 'en' } });
  town = feishuTown;
  const { feishu, ernie } = feishuTown;
  ernie.reply(prompt => `re: ${questionOf(prompt)}`);
  await Promise.all([feishuTown.startBot({ ROLES: 'intake' }), feishuTown.startBot({ ROLES: 'worker' })]);
  const boss = feishu.person({ name: 'Boss', openId: 'ou_boss' });
  const wang = feishu.person({ name: 'Wang Wu' });
  const group = feishu.group({ title: 'Team' });
  for (const person of [boss, wang]) feishu.join(group, person);
  const { bot } = feishu;
  const order = async (text: string) => {
    const mentions = [bot, wang];
    return (await feishuTown.answerTo(group, feishu.say(group, boss, `@${bot.name} ${text}`, { mentions })))
      .text;
  };
  const ask = async (text: string) =>
    (await feishuTown.answerTo(group, feishu.say(group, wang, `@${bot.name} ${text}`, { mentions: [bot] })))
      .text;
  const target = { subject: `user:feishu:${wang.openId}`, name: 'Wang Wu' } as const;
  const { doors } = words.commands;

  expect(await ask('one')).toContain('one');
  expect(plain(await order('/deny @Wang Wu'))).toBe(plain(doors.access.denied(target)));
  expect(await ask('two')).toContain(`/allow user:feishu:${wang.openId}`);
  expect(plain(await order('/allow @Wang Wu clear'))).toBe(plain(doors.access.cleared(target, true)));
  expect(await ask('three')).toContain('three');
  expect(plain(await order('/ban @Wang Wu too loud'))).toBe(
    plain(doors.ban.set(target, { reason: 'too loud' })),
  );
  expect(plain(await ask('four'))).toBe(plain(words.banned({ reason: 'too loud' }, 'user')));
  expect(plain(await order('/unban @Wang Wu'))).toBe(plain(doors.unban.lifted(target)));
  expect(await ask('five')).toContain('five');
  expect(JSON.stringify(ernie.calls.map(({ body }) => body))).not.toMatch(/two|four/);
});

test('on DingTalk, which cuts mentions out of the text, who is mentioned is banned', async () => {
  const dingtalkTown = await openDingtalkTown({ settings: { ADMINS: 'dingtalk:manager1' } });
  town = dingtalkTown;
  const { dingtalk, ernie } = dingtalkTown;
  ernie.reply(echo);
  await dingtalkTown.startBot();
  const boss = dingtalk.person({ name: '老板', staffId: 'manager1' });
  const wang = dingtalk.person({ name: '小王' });
  const group = dingtalk.group({ title: '组' });
  const { bot } = dingtalk;
  /** Waits for so many messages of the bot's. @returns the last one's text */
  const told = async (count: number) =>
    (await eventually(`message ${count}`, () => dingtalkTown.replies(group)[count - 1])).text;

  dingtalk.say(group, boss, `@${bot.name} /封禁 @小王 2小时 刷屏`, { mentions: [bot, wang] });
  expect(await told(1)).toContain(`user:dingtalk:${wang.staffId}`);
  dingtalk.say(group, wang, `@${bot.name} 在吗`, { mentions: [bot] });
  expect(await told(2)).toContain('原因：刷屏');
  dingtalk.say(group, boss, `@${bot.name} /解封 @小王`, { mentions: [bot, wang] });
  expect(await told(3)).toContain('已解封');
  dingtalk.say(group, wang, `@${bot.name} 现在呢`, { mentions: [bot] });
  await eventually('the answer', () => dingtalkTown.replies(group)[3]?.text.includes('答：'));
  expect(JSON.stringify(ernie.calls.map(({ body }) => body))).not.toContain('在吗');
});
