import { afterEach, expect, test } from 'vitest';
import type { Person } from '../../simulators/telegram/words.ts';
import { openAudit } from '../../src/commands/audit.ts';
import { openBans } from '../../src/people/bans.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { openTown, questionOf, type Town } from './town.ts';

const words = wordingFor('zh-CN');
const { doors } = words.commands;
const boss: Person = { id: 1, firstName: '老板' };
let town: Town;
afterEach(() => town.close());

/** One process takes messages, another answers: what an admin rules in one acts in the other. */
async function open(settings: Record<string, string> = {}): Promise<void> {
  town = await openTown({ settings: { ADMINS: 'telegram:1', ...settings } });
  town.ernie.reply(prompt => `答${questionOf(prompt)}。`);
  await Promise.all([town.startBot({ ROLES: 'intake' }), town.startBot({ ROLES: 'worker' })]);
  town.telegram.person(boss);
}

const textsIn = (chat: { id: number }) => town.replies(chat).map(({ text }) => text);
const plain = (markdown: string) => markdown.replaceAll(/[`*\\]/g, '');
const told = (chat: { id: number }, markdown: string) =>
  eventually(`“${plain(markdown).slice(0, 40)}”`, () =>
    textsIn(chat).some(text => text.includes(plain(markdown))),
  );
const order = (text: string) => town.telegram.say(town.telegram.direct(boss), boss, text);

test('a ban in one process acts on the next message that another takes, and ends by itself', async () => {
  await open();
  const li = town.telegram.person();
  const chat = town.telegram.direct(li);
  town.telegram.say(chat, li, '一');
  await told(chat, '答一。');

  order(`/ban telegram:${li.id} 1h 刷屏`);
  await told(town.telegram.direct(boss), '已封禁');
  town.telegram.say(chat, li, '二');
  await told(chat, '原因：刷屏');

  order(`/ban telegram:${li.id} 1s 刷屏`);
  await eventually('the shorter ban', () => textsIn(town.telegram.direct(boss)).length === 2);
  const [ban] = await openBans(town.redis, town.keys).list(0);
  await eventually('the end of the ban', () => Date.now() > (ban?.until ?? Number.POSITIVE_INFINITY));
  town.telegram.say(chat, li, '三');
  await told(chat, '答三。');
  expect(textsIn(chat).some(text => text.startsWith('答二'))).toBe(false);
  expect(textsIn(chat).filter(text => text.includes('原因：刷屏'))).toHaveLength(1);
});

test('a ban ends the answer that is being written and withdraws what waits; others are answered on', async () => {
  await open();
  town.ernie.reply(prompt => (questionOf(prompt).includes('长') ? '很长的回答。'.repeat(650) : '好。'));
  const [li, wang] = [town.telegram.person(), town.telegram.person()];
  const group = town.telegram.group({ title: '产品组', supergroup: true });
  const name = `@${town.telegram.bot.username}`;
  town.telegram.say(group, li, `${name} 长一点`);
  await eventually('the answer to begin', () => textsIn(group).some(text => text.includes('很长')));
  town.telegram.say(group, li, `${name} 再来一个`);
  const wangs = town.telegram.say(group, wang, `${name} 短一点`);
  const bad = town.telegram.say(group, li, '哈哈');
  town.telegram.say(group, boss, `/ban${name}`, { replyTo: bad });
  await told(group, '已封禁');
  await told(group, words.stopped);
  await eventually('the answer to the other', () =>
    town.replies(group).some(({ replyTo, text }) => replyTo === wangs && text === '好。'),
  );
  expect(town.ernie.calls.some(({ body }) => JSON.stringify(body).includes('再来一个'))).toBe(false);
});

test("a stranger is told the id, let in by an answer to their message, and shut out again; ADMINS' door stays open", async () => {
  await open({ ALLOWED_USERS: '' });
  const li = town.telegram.person();
  const group = town.telegram.group({ title: '产品组', supergroup: true });
  const name = `@${town.telegram.bot.username}`;
  const asked = town.telegram.say(group, li, `${name} 一`);
  await told(group, `/allow user:telegram:${li.id}`);
  town.telegram.say(group, boss, `/允许${name}`, { replyTo: asked });
  await told(group, '已允许');
  town.telegram.say(group, li, `${name} 二`);
  await told(group, '答');

  order('/deny telegram:1');
  await told(town.telegram.direct(boss), doors.isYou);
  order(`/deny telegram:${li.id}`);
  await told(town.telegram.direct(boss), '不再允许');
  const calls = town.ernie.calls.length;
  town.telegram.say(group, li, `${name} 三`);
  town.telegram.say(group, boss, `${name} 四`);
  await eventually("the admin's answer", () => town.ernie.calls.length > calls);
  expect(JSON.stringify(town.ernie.calls.map(({ body }) => body))).not.toContain('三');
});

test("a stranger's and a member's /pause are refused and in the audit log", async () => {
  await open({ ALLOWED_USERS: 'telegram:77' });
  const stranger = town.telegram.person();
  const member = town.telegram.person({ id: 77 });
  for (const person of [stranger, member])
    town.telegram.say(town.telegram.direct(person), person, '/pause all');
  await told(town.telegram.direct(stranger), `telegram:${stranger.id}`);
  await told(town.telegram.direct(member), words.commands.refused('admin'));
  const entries = await openAudit(town.redis, town.keys).recent(10);
  expect(entries.map(({ who, result }) => `${who} ${result}`).sort()).toEqual(
    [`telegram:${stranger.id} refused`, 'telegram:77 refused'].sort(),
  );
  town.telegram.say(town.telegram.direct(member), member, '还在吗');
  await told(town.telegram.direct(member), '答还在吗。');
});
