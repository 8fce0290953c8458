import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAudit } from '../../../src/commands/audit.ts';
import type { Call } from '../../../src/commands/command.ts';
import { commandRunner } from '../../../src/commands/run.ts';
import { commandTable, finder } from '../../../src/commands/table.ts';
import { silentLog } from '../../../src/log.ts';
import { type Bans, openBans } from '../../../src/people/bans.ts';
import { openRules, type Rules } from '../../../src/people/rules.ts';
import { wordingFor } from '../../../src/wording/index.ts';
import { openSpace, type Space } from '../../support/space.ts';
import { call, idle, words } from '../support.ts';

let space: Space;
let rules: Rules;
let bans: Bans;
let ended: string[];
beforeEach(() => {
  space = openSpace();
  rules = openRules(space.redis, space.keys);
  bans = openBans(space.redis, space.keys);
  ended = [];
});
afterEach(() => space.close());

const { doors } = words;
const wang = { id: '8', name: '小王' };
const target = { subject: 'user:telegram:8', name: '小王' } as const;
const now = Date.UTC(2026, 10, 23, 4, 0);
const audit = () => openAudit(space.redis, space.keys);

/** What an admin in a group reads who sends this. */
async function send(text: string, message: Partial<Call['message']> = {}, change: Partial<Call> = {}) {
  const [, name = '', args = ''] = /^\/(\S+)\s*(.*)$/s.exec(text) ?? [];
  const commands = commandTable({
    ...idle,
    rules,
    bans,
    isAdmin: person => ['telegram:7', 'feishu:ou_boss'].includes(person),
    endWorkOf: async subject => void ended.push(subject),
  });
  const run = commandRunner({ find: finder(commands), audit: audit(), log: silentLog });
  const answer = await run(name, call({ role: 'admin', args, now, message, ...change }));
  return typeof answer === 'string' ? answer : answer.markdown;
}
const audited = async () => (await audit().recent(1)).map(({ what, result }) => `${what}: ${result}`);

test('a person is let in and shut out, by either name of the command', async () => {
  expect(await send('/allow @小王', { mentions: [wang] })).toBe(doors.access.allowed(target, false));
  expect(await rules.list()).toEqual([
    { subject: 'user:telegram:8', rule: 'allow', by: 'telegram:7', at: now },
  ]);
  expect(await audited()).toEqual(['/allow user:telegram:8: done']);
  expect(await send('/拒绝 telegram:8')).toBe(doors.access.denied({ subject: 'user:telegram:8' }));
  expect(await rules.list()).toMatchObject([{ rule: 'deny' }]);
});

test("a stranger is let in by an answer to the stranger's message", async () => {
  const quoted = { text: '你好', fromBot: false, senderId: '8', senderName: '小王' };
  expect(await send('/允许', { quoted })).toBe(doors.access.allowed(target, false));
  expect(await rules.list()).toMatchObject([{ subject: 'user:telegram:8', rule: 'allow' }]);
});

test('with nobody named a group is meant, and in a direct chat the list', async () => {
  const group = { subject: 'chat:telegram:-100', name: '产品组' } as const;
  const chat = { id: '-100', kind: 'group', title: '产品组' } as const;
  const list = doors.access.list({ rows: [{ rule: 'deny', subject: 'chat:telegram:-100' }], more: 0 });
  expect(await send('/deny', { chat })).toBe(`${doors.access.denied(group)}\n\n${list}`);
  const direct = { chat: { id: '7', kind: 'direct' } } as const;
  expect(await send('/allow', direct)).toBe(`${list}\n\n${doors.access.how.allow}`);
  expect(await send('/deny list')).toBe(`${list}\n\n${doors.access.how.deny}`);
  expect(await send('/allow clear', { chat })).toBe(doors.access.cleared(group, true));
  expect(await send('/allow clear', { chat })).toBe(doors.access.cleared(group, false));
});

test('a list that is longer than a phone tells how many more there are', async () => {
  for (let at = 1; at <= 23; at++) await rules.set(`user:telegram:${at}`, { rule: 'allow', by: 'x', at });
  const shown = await send('/allow list');
  expect(shown).toContain('`user:telegram:23`');
  expect(shown).not.toContain('`user:telegram:3`');
  expect(shown).toContain('还有 3 条');
});

test('who is let in beside a ban is told that the ban still holds', async () => {
  await bans.set('user:telegram:8', { by: 'telegram:7', at: 1 });
  expect(await send('/allow telegram:8')).toContain('/unban');
});

test('an admin can neither be denied nor banned, nor shut out themselves', async () => {
  for (const name of ['deny', 'ban']) {
    expect(await send(`/${name} feishu:ou_boss`)).toBe(doors.isAdmin);
    expect(await send(`/${name} telegram:7`)).toBe(doors.isYou);
    expect(await audited()).toEqual([`/${name} user:telegram:7: refused`]);
    const direct = { chat: { id: '7', kind: 'direct' } } as const;
    expect(await send(`/${name} here`, direct)).toBe(doors.isYou);
  }
  expect(await rules.list()).toEqual([]);
  expect(await bans.list(now)).toEqual([]);
  expect(ended).toEqual([]);
});

test('a ban has an end, told by the time zone, and a reason, and ends what the person asked', async () => {
  const ban = { until: '2026-11-23 14:00', reason: '刷屏 太多' };
  expect(await send('/ban @小王 2h “刷屏 太多”', { mentions: [wang] })).toBe(doors.ban.set(target, ban));
  expect(await bans.list(now)).toEqual([
    {
      subject: 'user:telegram:8',
      until: now + 7_200_000,
      reason: '刷屏 太多',
      by: 'telegram:7',
      at: now,
    },
  ]);
  expect(ended).toEqual(['user:telegram:8']);
  expect(await audited()).toEqual(['/ban user:telegram:8 until 2026-11-23 14:00: done']);
});

test.each([
  ['/封禁 telegram:8', {}],
  ['/ban telegram:8 刷屏', { reason: '刷屏' }],
  ['/ban 2小时 telegram:8 刷屏', { until: now + 7_200_000, reason: '刷屏' }],
  ['/ban telegram:8 10s', { until: now + 10_000 }],
])('%s', async (text, ban) => {
  await send(text);
  const [made] = await bans.list(now);
  expect({ ...made, by: '', at: 0 }).toEqual({ subject: 'user:telegram:8', ...ban, by: '', at: 0 });
});

test('a chat can be banned', async () => {
  expect(await send('/ban here 1d')).toContain('chat:telegram:-100');
  expect(ended).toEqual(['chat:telegram:-100']);
});

test('bans are listed, also one whose person was forgotten, and lifted', async () => {
  await send('/ban telegram:8 2h 刷屏');
  const list = doors.ban.list({
    rows: [{ subject: 'user:telegram:8', until: '2026-11-23 14:00', reason: '刷屏' }],
    more: 0,
  });
  expect(await send('/ban')).toBe(`${list}\n\n${doors.ban.how}`);
  expect(await send('/unban')).toBe(`${list}\n\n${doors.unban.how}`);
  expect(await send('/解封 telegram:8')).toBe(doors.unban.lifted({ subject: 'user:telegram:8' }));
  expect(await audited()).toEqual(['/unban user:telegram:8: done']);
  expect(await send('/unban telegram:8')).toBe(doors.unban.notBanned({ subject: 'user:telegram:8' }));
});

test('what is not understood gets a usage line, changes nothing, and is not in the audit log as it was written', async () => {
  expect(await send('/allow 我的密码')).toBe(doors.access.how.allow);
  expect(await audited()).toEqual(['/allow ?: not-understood']);
  expect(await send('/deny telegram:8 因为')).toBe(doors.access.how.deny);
  expect(await send('/ban 我的密码')).toBe(doors.ban.how);
  expect(await audited()).toEqual(['/ban ?: not-understood']);
  expect(await send('/unban 我的密码')).toBe(doors.unban.how);
  expect(await send('/ban @nobody 2h')).toBe(doors.unknownName('nobody'));
  const reason = 'x'.repeat(201);
  expect(await send(`/ban telegram:8 ${reason}`)).toBe(doors.ban.reasonTooLong(201, 200));
  expect(await space.redis.exists(space.keys.access, space.keys.bans)).toBe(0);
});

test('the doors speak both languages', async () => {
  const wording = wordingFor('en');
  expect(await send('/ban telegram:8 2h spam', {}, { wording })).toBe(
    wording.commands.doors.ban.set(
      { subject: 'user:telegram:8' },
      { until: '2026-11-23 14:00', reason: 'spam' },
    ),
  );
});

test('only an admin of the bot opens and shuts doors', async () => {
  for (const name of ['allow', 'deny', 'ban', 'unban']) {
    expect(await send(`/${name} telegram:9`, {}, { role: 'chat-admin' })).toBe(words.refused('admin'));
    expect(await audited()).toEqual([`/${name} user:telegram:9: refused`]);
  }
  expect(await space.redis.exists(space.keys.access, space.keys.bans)).toBe(0);
});
