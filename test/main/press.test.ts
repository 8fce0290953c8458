import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AccessRules } from '../../src/arrival/access.ts';
import { systemClock } from '../../src/clock.ts';
import { openAudit } from '../../src/commands/audit.ts';
import type { Mailbox } from '../../src/conversation/mailbox.ts';
import { beginTurns } from '../../src/conversation/ownership.ts';
import { buttonTokenOf, pressing } from '../../src/main/press.ts';
import { type ButtonPress, type IncomingMessage, messageKey } from '../../src/message.ts';
import { openBans } from '../../src/people/bans.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { aMessage } from '../support/messages.ts';
import type { Paper } from '../support/paper.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openSmallHouse } from './house.ts';

const words = wordingFor('zh-CN');
const group = { id: 'g', kind: 'group' } as const;
let space: Space;
let paper: Paper;
let mailbox: Mailbox;
let press: (change: Partial<ButtonPress>) => Promise<string>;
let rung: string[];
let errands: string[];

function open(access: Partial<AccessRules> = {}): void {
  const opened = openSmallHouse(space, access);
  ({ paper, mailbox } = opened);
  [rung, errands] = [[], []];
  const pressed = pressing(opened.house, {
    enqueue: async (conversation, message, retry) => mailbox.accept(conversation, { message, retry }),
    ring: async conversation => void rung.push(conversation),
    sendErrand: async (id, errand) => void errands.push(`${id} ${'name' in errand ? errand.name : ''}`),
  });
  press = change =>
    pressed({
      platform: 'paper',
      id: 'p1',
      chat: group,
      sender: { id: 'u1', name: '小李' },
      action: 'stop',
      token: '',
      answer: async () => {},
      ...change,
    });
}

beforeEach(() => {
  space = openSpace();
  open();
});
afterEach(() => space.close());

const begin = () => beginTurns(space.redis, space.keys, 60_000, systemClock)('paper:g');

async function ask(): Promise<IncomingMessage> {
  const message = aMessage({ chat: group });
  await mailbox.accept('paper:g', { message, retry: false });
  return message;
}

/** An answer that is being written, and what its button carries. */
async function growing() {
  const token = buttonTokenOf(messageKey(await ask()));
  const turn = await begin();
  return { token, isStopped: async () => (await turn?.hold()) === 'stop' };
}

/** An answer that is finished, and what its buttons carry. */
async function finished(): Promise<string> {
  const message = await ask();
  const token = buttonTokenOf(messageKey(message));
  const target = {
    chat: group,
    questionId: message.id,
    buttons: { token, labels: { stop: '', retry: '', new: '' } },
  };
  const last = { message, target, record: {}, remembered: true };
  await (await begin())?.settle({ history: 'nothing', last, counts: [] });
  return token;
}

test('who asked stops the answer', async () => {
  const { token, isStopped } = await growing();
  expect(await press({ token })).toBe(words.commands.stop.stopped);
  expect(await isStopped()).toBe(true);
});

test('another member may not stop it; an administrator of the chat, and an admin of the bot, may', async () => {
  const wang = { id: 'u2', name: '小王' };
  const { token, isStopped } = await growing();
  expect(await press({ token, sender: wang })).toBe(words.commands.stop['not-yours']);
  expect(await isStopped()).toBe(false);
  paper.isChatAdmin = async () => true;
  expect(await press({ token, sender: wang })).toBe(words.commands.stop.stopped);
  open({ admins: new Set(['paper:u2']) });
  expect(await press({ token, sender: wang })).toBe(words.commands.stop.stopped);
});

test('a button stops nothing in another chat, whoever presses it', async () => {
  const { token, isStopped } = await growing();
  const own = { id: 'u2', kind: 'direct' } as const;
  expect(await press({ token, chat: own, sender: { id: 'u2', name: '小王' } })).toBe(
    words.commands.stop.nothing,
  );
  expect(await press({ token, chat: { id: 'g1', kind: 'group' } })).toBe(words.commands.stop.nothing);
  expect(await isStopped()).toBe(false);
});

test('a button whose answer is finished stops nothing, also not the next one', async () => {
  const token = await finished();
  const { isStopped } = await growing();
  expect(await press({ token })).toBe(words.commands.stop.nothing);
  expect(await isStopped()).toBe(false);
});

test('who has used up their quota reads when another answer can be asked for', async () => {
  const token = await finished();
  const over = { whose: 'user', what: 'replies', span: 'day', limit: 20 } as const;
  const endsAt = Date.parse('2026-11-24T00:00:00+08:00');
  mailbox = { ...mailbox, accept: async () => ({ ...over, endsAt }) };
  expect(await press({ token, action: 'retry' })).toBe(words.overQuota(over, '2026-11-24 00:00'));
  expect(rung).toEqual([]);
});

test('another answer is asked for once, in the order of the conversation', async () => {
  const token = await finished();
  for (const _ of [1, 2]) expect(await press({ token, action: 'retry' })).toBe(words.onIt);
  const { questions } = await mailbox.waiting('paper:g');
  expect(questions).toMatchObject([{ retry: true, message: { id: 'press-p1' } }]);
  expect(rung).toEqual(['paper:g', 'paper:g']);
});

test('only the latest answer can be had anew', async () => {
  const old = await finished();
  await finished();
  expect(await press({ token: old, action: 'retry' })).toBe(words.onlyLatest);
  expect(rung).toEqual([]);
});

test('who may not ask may neither have another answer nor a new conversation', async () => {
  const token = await finished();
  open({ chats: new Set(), users: new Set(['paper:u1']) });
  const stranger = { id: 'u9', name: '路人' };
  for (const action of ['retry', 'new'] as const)
    expect(await press({ token, action, sender: stranger })).toBe(words.commands.refused('admin'));
  expect([...rung, ...errands]).toEqual([]);
  expect(await press({ token, action: 'retry' })).toBe(words.onIt);
});

test('another answer that finds the line full, or the bot paused, is told so', async () => {
  const token = await finished();
  await ask();
  await ask();
  expect(await press({ token, action: 'retry' })).toBe(words.queueFull(2));
  await space.redis.sadd(space.keys.paused, 'paper:g');
  expect(await press({ token, action: 'retry', id: 'p2' })).toBe(words.paused);
  expect(rung).toEqual([]);
});

test('a new conversation is the command that could be typed, once for each press', async () => {
  for (const _ of [1, 2]) expect(await press({ action: 'new' })).toBe(words.onIt);
  expect(new Set(errands)).toEqual(new Set(['command:paper:g:press-p1 new']));
});

test('who is banned presses in vain, and reads why', async () => {
  const token = await finished();
  const growingAnswer = await growing();
  await openBans(space.redis, space.keys).set('user:paper:u1', { by: 'paper:admin', at: 1, reason: '刷屏' });
  const told = words.banned({ reason: '刷屏' }, 'user');
  for (const action of ['retry', 'new'] as const) expect(await press({ token, action })).toBe(told);
  expect(await press({ token: growingAnswer.token })).toBe(told);
  expect(await growingAnswer.isStopped()).toBe(false);
  expect([...rung, ...errands]).toEqual([]);
});

test('each press that is refused is in the audit log, once however often the button is pressed', async () => {
  const audit = openAudit(space.redis, space.keys);
  const { token } = await growing();
  const wang = { id: 'u2', name: '小王' };
  for (const _ of [1, 2]) await press({ token, sender: wang });
  await openBans(space.redis, space.keys).set('user:paper:u2', { by: 'paper:boss', at: 1 });
  for (const action of ['retry', 'new', 'retry'] as const) await press({ token, action, sender: wang });
  const entries = await audit.recent(10);
  expect(entries.map(({ what }) => what)).toEqual(['/new', '/retry', '/stop']);
  for (const entry of entries)
    expect(entry).toMatchObject({ who: 'paper:u2', where: 'paper:g', result: 'refused' });
});
