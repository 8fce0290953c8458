import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AuditEntry, openAudit } from '../../../src/commands/audit.ts';
import type { Call, Command } from '../../../src/commands/command.ts';
import { auditCommand } from '../../../src/commands/overview/audit.ts';
import { parseAuditOrder } from '../../../src/commands/overview/audit-order.ts';
import { openSpace, type Space } from '../../support/space.ts';
import { call, said, words } from '../support.ts';

const { audit: say } = words.overview;
const platformNames = new Set(['telegram', 'feishu']);
const at = Date.parse('2026-11-23T16:00:05Z');

let space: Space;
let command: Command;
let log: ReturnType<typeof openAudit>;
beforeEach(() => {
  space = openSpace();
  log = openAudit(space.redis, space.keys);
  command = auditCommand({ audit: log, platformNames, timeZone: 'Asia/Shanghai' });
});
afterEach(() => space.close());

const entry = (change: Partial<AuditEntry> = {}): AuditEntry => ({
  at,
  who: 'telegram:1001',
  where: 'telegram:-100',
  what: '/pause all',
  result: 'done',
  ...change,
});
const record = async (...entries: readonly Partial<AuditEntry>[]) => {
  for (const each of entries) await log.record(entry(each));
};
const lines = async (asked: Call) => (await said(command, asked)).split('\n').slice(1);
const asked = (args: string, message: Call['message'] | object = {}) =>
  call({ role: 'admin', args, message });

test('the latest twenty are told, the newest first, with the time of TIME_ZONE', async () => {
  for (let i = 0; i < 25; i += 1) await record({ what: `/pause ${i}` });
  const told = await lines(asked(''));
  expect(told).toHaveLength(20);
  expect(told[0]).toBe('- 2026-11-24 00:00 ✅ `/pause 24`，`telegram:1001`，在 `telegram:-100`');
  expect(await lines(asked('23'))).toHaveLength(23);
  expect(await lines(asked('999'))).toHaveLength(25);
});

test('a refusal, a failure and what was not understood are told apart', async () => {
  await record({ result: 'refused' }, { result: 'failed' }, { result: 'not-understood', what: '/pause ?' });
  expect((await lines(asked(''))).map(line => /⛔|⚠️|❔|✅/u.exec(line)?.[0])).toEqual(['❔', '⚠️', '⛔']);
});

test('what somebody did and what was done about them is found, however far back it is', async () => {
  await record({ who: 'telegram:4711', what: '/pause' });
  await record({ what: '/ban user:telegram:4711 until 2026-11-24 08:00' });
  await record({ what: '/ban user:telegram:47110' });
  await Promise.all(Array.from({ length: 1200 }, () => log.record(entry())));
  const mentions = [{ id: '4711', name: '小 李' }];
  for (const order of [
    asked('telegram:4711'),
    asked('@小 李 50', { mentions }),
    asked('user:telegram:4711'),
  ]) {
    const told = await lines(order);
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('until');
  }
  expect(await said(command, asked('telegram:5'))).toBe(say.list([], 'user:telegram:5'));
});

test('what happened in a chat, or was done about it, is found', async () => {
  await record({ where: 'telegram:-7' }, { what: '/deny chat:telegram:-7' }, { where: 'telegram:-70' });
  expect(await lines(asked('chat:telegram:-7'))).toHaveLength(2);
  expect(await lines(asked('here', { chat: { id: '-7', kind: 'group' } }))).toHaveLength(2);
});

test('an empty log says so, and so does its export', async () => {
  expect(await said(command, asked(''))).toBe(say.list([]));
  expect(await said(command, asked('export'))).toBe(say.list([]));
});

test('the export is a table of everything, the oldest first, that runs nothing in a spreadsheet', async () => {
  await record({ what: '/model a,b' }, { who: '=HYPERLINK("x")', result: 'refused' });
  const answer = await command.run?.(asked('导出'));
  if (typeof answer === 'string' || answer === undefined) throw new Error('no file');
  expect(answer.file?.name).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
  expect(answer.file?.text.split('\r\n')).toEqual([
    'time,who,where,what,result',
    '2026-11-24T00:00:05+08:00,telegram:1001,telegram:-100,"/model a,b",done',
    `2026-11-24T00:00:05+08:00,"'=HYPERLINK(""x"")",telegram:-100,/pause all,refused`,
    '',
  ]);
  expect(answer.markdown).toContain(say.noFile);
  expect(answer.markdown).toContain('/model a,b');
});

test('more than any list is in the file', async () => {
  await Promise.all(Array.from({ length: 1700 }, (_, i) => log.record(entry({ what: `/pause ${i}` }))));
  const answer = await command.run?.(asked('export'));
  if (typeof answer !== 'object') throw new Error('no file');
  expect(new Set(answer.file?.text.split('\r\n')).size).toBe(1702);
  expect(answer.markdown.split('\n').filter(line => line.startsWith('- '))).toHaveLength(50);
});

test('who is mentioned by a name alone cannot be found, and what else can be typed is told', async () => {
  expect(await said(command, asked('@someone'))).toBe(words.doors.unknownName('someone'));
  expect(await said(command, asked('昨天'))).toBe(say.how);
  expect(await said(command, asked('0'))).toBe(say.how);
});

const ann = { subject: 'user:telegram:12345' } as const;
test.each([
  ['', { kind: 'list', count: 20 }],
  ['50', { kind: 'list', count: 50 }],
  ['100000', { kind: 'list', count: 20, about: { subject: 'user:telegram:100000' } }],
  ['500', { kind: 'list', count: 100 }],
  ['EXPORT', { kind: 'export' }],
  ['12345', { kind: 'list', count: 20, about: ann }],
  ['12345 7', { kind: 'list', count: 7, about: ann }],
  ['7 12345', { kind: 'list', count: 7, about: ann }],
  ['telegram:12345 导出', { kind: 'export', about: ann }],
  ['export telegram:12345', { kind: 'export', about: ann }],
  ['export now', { kind: 'not-understood' }],
  ['50 60 x', { kind: 'not-understood' }],
  ['@nobody', { kind: 'unknown-name', name: 'nobody' }],
])('/audit %s is understood', (args, order) => {
  expect(parseAuditOrder(args, call().message, platformNames)).toEqual(order);
});

test('the author of the message that is answered is meant, with a count beside', () => {
  const { message } = call({
    message: { quoted: { text: '', fromBot: false, senderId: '12345', senderName: 'Ann' } },
  });
  const about = { ...ann, name: 'Ann' };
  expect(parseAuditOrder('', message, platformNames)).toEqual({ kind: 'list', count: 20, about });
  expect(parseAuditOrder('50', message, platformNames)).toEqual({ kind: 'list', count: 50, about });
  expect(parseAuditOrder('export', message, platformNames)).toEqual({ kind: 'export', about });
});
