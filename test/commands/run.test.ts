import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, inject, test } from 'vitest';
import { openAudit } from '../../src/commands/audit.ts';
import { commandRunner } from '../../src/commands/run.ts';
import { commandTable, finder } from '../../src/commands/table.ts';
import { keysFor } from '../../src/keys.ts';
import type { Log } from '../../src/log.ts';
import { connect } from '../../src/redis/connect.ts';
import { call, direct, idle, words } from './support.ts';

const redis = connect(inject('redisUrl'), 'patient', () => {});
const keys = keysFor(`test-${randomUUID()}`);
const audit = openAudit(redis, keys);
afterAll(() => redis.disconnect());

let logged: unknown[] = [];
const log: Log = (_, fields) => logged.push(fields);
beforeEach(async () => {
  logged = [];
  await redis.del(keys.audit, keys.once('refusals:telegram:7'));
});

const run = commandRunner({ find: finder(commandTable(idle)), audit, log });

test('a command by someone who may not is refused, and in the audit log', async () => {
  const asked = call({ args: '我的密码' });
  expect(await run('persona', asked)).toBe(words.refused('chat-admin'));
  expect(await audit.recent(10)).toEqual([
    { at: asked.now, who: 'telegram:7', where: 'telegram:-100', what: '/persona set', result: 'refused' },
  ]);
});

test.each(
  commandTable(idle)
    .filter(({ who }) => who !== 'member')
    .map(({ name, who }) => [name, who] as const),
)('/%s is in the audit log, by whoever may and by whoever may not', async (name, who) => {
  await run(name, call());
  await run(name, call({ role: who }));
  const entries = await audit.recent(10);
  expect(entries.map(({ result }) => result)).toEqual(['done', 'refused']);
  for (const entry of entries) {
    expect(entry).toMatchObject({ who: 'telegram:7', where: 'telegram:-100' });
    expect(entry.what.split(' ')[0]).toBe(`/${name}`);
  }
});

test('who wants to stop the answer of somebody else is refused, and in the audit log', async () => {
  const table = commandTable({ ...idle, stop: async () => 'not-yours' });
  const answer = await commandRunner({ find: finder(table), audit, log })('stop', call());
  expect(answer).toMatchObject({ markdown: words.stop['not-yours'] });
  expect(await audit.recent(10)).toMatchObject([{ who: 'telegram:7', what: '/stop', result: 'refused' }]);
});

test('who insists on what they may not fills no log: others find theirs in it', async () => {
  await run('pause', call({ role: 'admin' }));
  for (let i = 0; i < 50; i += 1)
    await run('pause', call({ message: { sender: { id: '8', name: 'Wang' } } }));
  await run('pause', call({ message: { sender: { id: '9', name: 'Zhao' } } }));
  const entries = await audit.recent(100);
  expect(entries.map(({ who }) => who)).toEqual([
    'telegram:9',
    ...Array.from({ length: 20 }, () => 'telegram:8'),
    'telegram:7',
  ]);
});

test('what an admin does is in the audit log, without what they wrote', async () => {
  await run('persona', call({ role: 'chat-admin' }));
  await run('persona', call({ role: 'chat-admin', args: '你是老师' }));
  await run('人设', call({ role: 'chat-admin', args: '清除' }));
  await run('params', call({ role: 'chat-admin', args: '我的密码' }));
  await run('参数', call({ role: 'chat-admin', args: 'top_p=0.5' }));
  await run('pause', call({ role: 'admin', args: 'ALL' }));
  await run('pause', call({ role: 'admin', args: '到明天' }));
  await run('model', call({ role: 'admin', args: 'ERNIE/my-bot' }));
  await run('model', call({ role: 'admin', args: '默认' }));
  await run('模型', call({ role: 'admin', args: '我的密码' }));
  await run('函数', call({ role: 'admin', args: '关' }));
  await run('functions', call({ role: 'admin', args: '我的密码' }));
  const entries = await audit.recent(20);
  expect(entries.map(({ what }) => what)).toEqual([
    '/functions ?',
    '/functions off',
    '/model ?',
    '/model default',
    '/model ernie/my-bot',
    '/pause ?',
    '/pause all',
    '/params top_p 0.5',
    '/params ?',
    '/persona clear',
    '/persona set',
    '/persona',
  ]);
  for (const { what, result } of entries) expect(result).toBe(what.endsWith('?') ? 'not-understood' : 'done');
});

test('what everybody may leaves no trace in the audit log', async () => {
  await run('help', call());
  await run('new', call({ message: direct }));
  expect(await audit.recent(10)).toEqual([]);
});

test('in a shared group only its admins begin a new conversation', async () => {
  expect(await run('new', call())).toBe(words.refused('chat-admin'));
  expect(await run('new', call({ role: 'chat-admin' }))).toBe(words.forgotten);
});

test('where each member has a memory, everybody begins a new conversation', async () => {
  const ownMemory = commandTable({ ...idle, groupMemory: 'member' });
  const runOwn = commandRunner({ find: finder(ownMemory), audit, log });
  expect(await runOwn('new', call())).toBe(words.forgotten);
});

test('an unknown command is told of help, and what was typed is not logged', async () => {
  expect(await run('我的密码', call())).toBe(words.unknown);
  expect(logged).toEqual([{ command: '?', chat: 'telegram:-100', sender: '7', outcome: 'unknown' }]);
});

test('a command that fails is in the audit log, and its error is told', async () => {
  const broken = commandTable({ ...idle, setPaused: () => Promise.reject(new Error('Redis is away')) });
  const runBroken = commandRunner({ find: finder(broken), audit, log });
  await expect(runBroken('pause', call({ role: 'admin' }))).rejects.toThrow('Redis is away');
  expect((await audit.recent(1)).map(({ result }) => result)).toEqual(['failed']);
});

test('the audit log keeps the latest entries only', async () => {
  const entry = { who: 'telegram:1', where: 'telegram:1', what: '/pause', result: 'done' } as const;
  await Promise.all(Array.from({ length: 10_400 }, (_, at) => audit.record({ at, ...entry })));
  expect(await redis.xlen(keys.audit)).toBeLessThan(10_200);
  expect((await audit.recent(1))[0]?.at).toBe(10_399);
});
