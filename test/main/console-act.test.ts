import { afterEach, beforeEach, expect, test } from 'vitest';
import { openChatSettings } from '../../src/chat-settings.ts';
import { type AuditEntry, openAudit } from '../../src/commands/audit.ts';
import { commandTable } from '../../src/commands/table.ts';
import type { Act } from '../../src/console/routes/act.ts';
import type { LogEvents } from '../../src/log.ts';
import { consoleAct } from '../../src/main/console-act.ts';
import { openBans } from '../../src/people/bans.ts';
import { openRules } from '../../src/people/rules.ts';
import { idle } from '../commands/support.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openSmallHouse } from './house.ts';

const secret = '你是只有他们知道的诗人';

let space: Space;
let act: Act;
let logged: string;
const stops: unknown[] = [];
beforeEach(() => {
  space = openSpace();
  logged = '';
  stops.length = 0;
  const { redis, keys } = space;
  const { house } = openSmallHouse(space);
  const commands = commandTable({
    ...idle,
    ...openChatSettings(redis, keys),
    rules: openRules(redis, keys),
    bans: openBans(redis, keys),
    audit: openAudit(redis, keys),
    isAdmin: person => person === 'console:admin',
    platformNames: new Set(['paper', 'console']),
    stop: async (conversation, request) => {
      stops.push([conversation, request.isAdmin]);
      return 'stopped';
    },
  });
  const platforms = new Map([...house.platforms, ['console', house.platforms.get('paper')]]);
  const log = (event: keyof LogEvents, fields: object) => {
    logged += `${event} ${JSON.stringify(fields)}\n`;
  };
  const settings = { ...house.settings, LOCALE: 'zh-CN' as const };
  act = consoleAct({ ...house, settings, commands, log, platforms: platforms as typeof house.platforms });
});
afterEach(() => space.close());

const audited = async () => {
  const entries = await openAudit(space.redis, space.keys).recent(20);
  return entries.map(({ who, where, what, result }: AuditEntry) => `${who} ${where} ${what} ${result}`);
};

test('a chat is paused, and all are; the audit log says who did it', async () => {
  const chats = openChatSettings(space.redis, space.keys);
  expect(await act({ command: 'pause', args: '', place: 'paper:-5' })).toContain('暂停');
  expect(await chats.pauses('paper:-5')).toEqual({ here: true, everywhere: false });
  await act({ command: 'pause', args: 'all' });
  await act({ command: 'resume', args: '', place: 'paper:-5:t4' });
  expect(await chats.pauses('paper:-5')).toEqual({ here: false, everywhere: true });
  expect(await audited()).toEqual([
    'console:admin paper:-5 /resume done',
    'console:admin console:admin /pause all done',
    'console:admin paper:-5 /pause done',
  ]);
});

test('an answer is stopped in its own conversation, and that is in the audit log, too', async () => {
  await act({ command: 'stop', args: '', place: 'paper:-5:t4' });
  expect(stops).toEqual([['paper:-5:t4', true]]);
  expect(await audited()).toEqual(['console:admin paper:-5 /stop done']);
});

test('a persona is set for its chat; its words are neither logged nor in the audit log', async () => {
  await act({ command: '人设', args: secret, place: 'paper:-5' });
  expect(await openChatSettings(space.redis, space.keys).read('paper:-5')).toMatchObject({ persona: secret });
  expect(await audited()).toEqual(['console:admin paper:-5 /persona set done']);
  expect(logged).toContain('command.done');
  expect(logged).not.toContain('诗人');
});

test('somebody is banned by who is logged in, who cannot be banned', async () => {
  await act({ command: 'ban', args: 'user:paper:7 spam' });
  const [ban] = await openBans(space.redis, space.keys).list(Date.now());
  expect(ban).toMatchObject({ subject: 'user:paper:7', by: 'console:admin', reason: 'spam' });
  await act({ command: 'ban', args: 'user:console:admin' });
  expect(await openBans(space.redis, space.keys).list(Date.now())).toHaveLength(1);
  expect(await audited()).toEqual([
    'console:admin console:admin /ban user:console:admin refused',
    'console:admin console:admin /ban user:paper:7 done',
  ]);
});

test('`here` is the chat that the command is about', async () => {
  await act({ command: 'allow', args: 'here', place: 'paper:-5' });
  expect(await openRules(space.redis, space.keys).list()).toMatchObject([{ subject: 'chat:paper:-5' }]);
});

test('the answer is in the language that was asked for', async () => {
  expect(await act({ command: 'pause', args: 'all', locale: 'en' })).toMatch(/^[ -~]+$/);
});

test.each([
  ['a command that asks the model', { command: 'retry', args: '', place: 'paper:-5' }],
  ['a command about oneself', { command: 'whoami', args: '' }],
  ['forgetting oneself', { command: 'forget-me', args: '确认' }],
  ['no command', { command: 'constructor', args: '' }],
  ['a pause of nowhere', { command: 'pause', args: '' }],
  ['a persona of nobody', { command: 'persona', args: 'x' }],
  ['a place of no platform', { command: 'pause', args: '', place: 'icq:5' }],
  ['a place that is none', { command: 'pause', args: '', place: 'paper' }],
])('%s is not given here', async (_, order) => {
  expect(await act(order)).toBe(undefined);
  expect(await audited()).toEqual([]);
});
