import { beforeEach, expect, test } from 'vitest';
import { type AcceptParts, accepting } from '../../src/arrival/accept.ts';
import type { Admission } from '../../src/arrival/admission.ts';
import { systemClock } from '../../src/clock.ts';
import type { Errand } from '../../src/errand.ts';
import { silentLog } from '../../src/log.ts';
import type { Arrival, ButtonPress, IncomingMessage } from '../../src/message.ts';
import { momentOf } from '../../src/moment.ts';
import { wordingFor } from '../../src/wording/index.ts';
import { eventually } from '../support/eventually.ts';
import { aMessage } from '../support/messages.ts';

const words = wordingFor('zh-CN');
const now = 1_800_000_000_000;

/** What has been asked of the house. */
let asked: string[];
/** Errands as the queue keeps them: once for each id. */
let errands: Map<string, Errand>;
let verdict: Awaited<ReturnType<AcceptParts['enqueue']>>;
let waits: boolean;
let admission: Admission;
let changes: Partial<AcceptParts>;

beforeEach(() => {
  [asked, errands, verdict, waits, changes] = [[], new Map(), 'accepted', true, {}];
  admission = { kind: 'welcome' };
});

function accept(arrival: Arrival): Promise<void> {
  return accepting({
    admit: async () => admission,
    ownerless: true,
    async noteRefusal({ sender }, command) {
      asked.push(`refused ${sender.id} ${command}`);
    },
    timeZone: 'Asia/Shanghai',
    groupMemory: 'chat',
    maxAgeMs: 3_600_000,
    queueLimit: 20,
    async enqueue(conversation, { text }, retry) {
      if (admission.kind !== 'welcome') return 'unwelcome';
      asked.push(`${retry ? 'retry' : 'enqueue'} ${conversation} ${text}`);
      return verdict;
    },
    async replace(conversation, { text }) {
      asked.push(`replace ${conversation} ${text}`);
      return waits;
    },
    async ring(conversation) {
      asked.push(`ring ${conversation}`);
    },
    async sendErrand(id, errand) {
      if (!errands.has(id)) errands.set(id, errand);
    },
    async skipErrand(id) {
      asked.push(`skip ${id}`);
    },
    press: async () => 'done',
    async recall({ chat, messageId }) {
      asked.push(`recall ${chat.id} ${messageId}`);
    },
    async leave({ chat }) {
      asked.push(`leave ${chat.id}`);
    },
    async migrate({ from, to }) {
      asked.push(`migrate ${from} ${to}`);
    },
    onArrival: (_, what) => asked.push(`counted ${what}`),
    commandCalled: name => (name === '新对话' ? 'new' : name),
    beginsAnew: command => command === 'new',
    async forget(conversation, command) {
      asked.push(`forget ${conversation} ${command}`);
    },
    wordingOf: async () => words,
    clock: { ...systemClock, now: () => now },
    log: silentLog,
    ...changes,
  })(arrival);
}

const arrival = (
  message: Partial<IncomingMessage> = {},
  more: Partial<Extract<Arrival, { kind: 'message' | 'edit' }>> = {},
): Arrival => ({
  kind: 'message',
  message: aMessage({ id: '1', text: '你好', sentAt: now, ...message }),
  author: 'person',
  address: 'direct',
  content: 'text',
  ...more,
});
const said = () =>
  [...errands.values()].map(errand => ('markdown' in errand ? errand.markdown : errand.kind));
test('a question is put into its mailbox before anybody is rung for', async () => {
  await accept(arrival());
  expect(asked).toEqual(['enqueue paper:c1 你好', 'ring paper:c1', 'counted accepted']);
});

test('a question that comes again rings again, in case the first ring was lost', async () => {
  await accept(arrival());
  await accept(arrival());
  expect(asked.filter(what => what.startsWith('ring'))).toHaveLength(2);
});

test('what cannot be kept is not accepted: the platform must deliver again', async () => {
  for (const part of ['enqueue', 'ring'] as const) {
    changes = { [part]: () => Promise.reject(new Error('Redis is away')) };
    await expect(accept(arrival())).rejects.toThrow('Redis is away');
  }
  changes = { sendErrand: () => Promise.reject(new Error('Redis is away')) };
  await expect(accept(arrival({ text: '/help' }))).rejects.toThrow('Redis is away');
  expect(asked.filter(what => what.startsWith('counted'))).toEqual([]);
});

test('a command is an errand that a redelivery does not repeat, and never waits in a mailbox', async () => {
  await accept(arrival({ text: '/Persona 你是\n诗人' }));
  await accept(arrival({ text: '/Persona 你是\n诗人' }));
  expect([...errands.keys()]).toEqual(['command:paper:c1:1']);
  expect([...errands.values()]).toMatchObject([{ kind: 'command', name: 'persona', args: '你是\n诗人' }]);
  expect(asked).toEqual(['counted command', 'counted command']);
});

test('what is asked right behind /new finds a new conversation; in a shared group a right is needed first', async () => {
  await accept(arrival({ text: '/新对话' }));
  expect(asked).toEqual(['forget paper:c1 paper:c1:1', 'counted command']);
  asked = [];
  await accept(arrival({ text: '/新对话', chat: { id: 'g1', kind: 'group' } }, { address: 'mention' }));
  expect(asked).toEqual(['counted command']);
});

test('where members have conversations of their own, who speaks as the group begins none anew unasked', async () => {
  changes = { groupMemory: 'member' };
  const chat = { id: 'g1', kind: 'group' } as const;
  await accept(arrival({ text: '/新对话', chat }, { address: 'mention' }));
  expect(asked).toEqual(['forget paper:g1:mu1 paper:g1:1', 'counted command']);
  asked = [];
  const group = { id: 'g1', name: '组' };
  await accept(
    arrival({ text: '/新对话', chat, sender: group }, { author: 'anonymous-admin', address: 'mention' }),
  );
  expect(asked).toEqual(['counted command']);
});

test('retry is asked in the order of its conversation', async () => {
  await accept(arrival({ text: '/retry' }));
  expect(asked).toContain('retry paper:c1 /retry');
});

test('who may not use the bot is told so once a day in each chat, with what an admin needs', async () => {
  admission = { kind: 'stranger' };
  const stranger = { sender: { id: 'u2', name: '路人' } };
  for (const [id, hours] of [
    ['1', 0],
    ['2', 1],
    ['3', 24],
  ] as const) {
    await accept(arrival({ ...stranger, id, sentAt: now + hours * 3_600_000 }));
  }
  await accept(arrival({ ...stranger, id: '4', text: '/help' }));
  const group = { id: 'g', kind: 'group' } as const;
  await accept(arrival({ ...stranger, id: '5', chat: group }, { address: 'mention' }));
  const alone = words.stranger('paper:u2', undefined, true);
  expect(said()).toEqual([alone, alone, words.stranger('paper:u2', 'paper:g', true)]);
  expect(asked.filter(what => !what.startsWith('counted'))).toEqual(['refused u2 help']);
});

test('who is banned is told so once a day for each ban, with reason and end, and gets nothing else', async () => {
  const ban = { by: 'paper:admin', at: 1, until: now + 3_600_000, reason: '刷屏' };
  admission = { kind: 'banned', ban, whose: 'user' };
  for (const id of ['1', '2']) await accept(arrival({ id, chat: { id, kind: 'direct' } }));
  await accept(arrival({ text: '/暂停' }));
  await accept(arrival({}, { kind: 'edit' }));
  admission = { kind: 'banned', ban: { ...ban, at: 2 }, whose: 'user' };
  await accept(arrival());
  const told = words.banned({ until: momentOf(ban.until, 'Asia/Shanghai'), reason: '刷屏' }, 'user');
  expect(said()).toEqual([told, told]);
  expect(asked.filter(what => !what.startsWith('counted'))).toEqual(['refused u1 暂停']);
});

test('nobody is looked at whose question is taken; a ban that turns out to be over lets in', async () => {
  changes = { admit: () => Promise.reject(new Error('nobody stands at the door')) };
  await accept(arrival());
  const verdicts = ['unwelcome', 'accepted'] as const;
  let times = 0;
  changes = { enqueue: async () => verdicts[times++] ?? 'full' };
  await accept(arrival({ id: '2' }));
  expect(asked.slice(1)).toEqual(['ring paper:c1', 'counted accepted', 'ring paper:c1', 'counted accepted']);
});

test('what a stranger asks under an album leaves nothing behind', async () => {
  admission = { kind: 'stranger' };
  await accept(arrival({}, { album: 'a' }));
  expect(asked).toEqual(['counted stranger']);
});

test('everybody in a banned chat is told together', async () => {
  admission = { kind: 'banned', ban: { by: 'paper:admin', at: 1 }, whose: 'chat' };
  const group = { id: 'g', kind: 'group' } as const;
  for (const id of ['u1', 'u2'])
    await accept(arrival({ id, chat: group, sender: { id, name: id } }, { address: 'mention' }));
  expect(said()).toEqual([words.banned({}, 'chat')]);
});

test('a message that finds the line full is told so, once a minute', async () => {
  verdict = 'full';
  for (const [id, seconds] of [
    ['1', 0],
    ['1', 0],
    ['2', 20],
    ['3', 90],
  ] as const) {
    await accept(arrival({ id, sentAt: now + seconds * 1000 }));
  }
  expect(said()).toEqual([words.queueFull(20), words.queueFull(20)]);
  expect(asked.filter(what => what.startsWith('ring'))).toEqual([]);
});

test('who has used up their quota is told when it ends, once a minute wherever they write', async () => {
  const over = { whose: 'user', what: 'replies', span: 'hour', limit: 20 } as const;
  verdict = { ...over, endsAt: Date.parse('2026-11-23T15:00:00+08:00') };
  for (const [id, seconds, sender] of [
    ['1', 0, 'u1'],
    ['1', 0, 'u1'],
    ['2', 20, 'u1'],
    ['3', 90, 'u1'],
    ['4', 90, 'u2'],
  ] as const) {
    const retry = id === '2';
    await accept(
      arrival({
        id,
        sentAt: now + seconds * 1000,
        sender: { id: sender, name: sender },
        ...(retry && { text: '/retry', chat: { id: 'c2', kind: 'direct' } }),
      }),
    );
  }
  expect(said()).toEqual(Array(3).fill(words.overQuota(over, '2026-11-23 15:00')));
  expect(asked.filter(what => what.startsWith('ring'))).toEqual([]);
  expect(asked.filter(what => what.startsWith('counted'))).toEqual(Array(5).fill('counted quota'));
});

test('while the bot is paused every question is told so, once', async () => {
  verdict = 'paused';
  for (const id of ['1', '1', '2']) await accept(arrival({ id }));
  expect(said()).toEqual([words.paused, words.paused]);
});

test('an album is told once that it cannot be read', async () => {
  for (const id of ['1', '2', '3'])
    await accept(arrival({ id, text: '' }, { content: 'picture', album: 'a' }));
  expect(said()).toEqual([words.notText('picture')]);
  await accept(arrival({ id: '4', text: '' }, { content: 'picture' }));
  expect(said()).toHaveLength(2);
});

test('an album that asks something is answered, and its other pictures are not talked about', async () => {
  await accept(arrival({ id: '1', text: '' }, { content: 'picture', album: 'a' }));
  await accept(arrival({ id: '2', text: '这是什么' }, { album: 'a' }));
  expect([...errands.keys()]).toEqual(['album:paper:c1:a']);
  expect(asked).toContain('skip album:paper:c1:a');
});

test('what we say answers the message, in its topic', async () => {
  const chat = { id: 'g', kind: 'group' } as const;
  await accept(arrival({ text: '', chat, topic: '4' }, { address: 'mention' }));
  expect([...errands.values()]).toMatchObject([
    { kind: 'say', markdown: words.emptyMention, target: { chat, topic: '4', questionId: '1' } },
  ]);
});

test('an edit counts while its question waits, and is no question of its own', async () => {
  await accept(arrival({ text: '改了' }, { kind: 'edit' }));
  waits = false;
  await accept(arrival({ text: '又改' }, { kind: 'edit' }));
  await accept(arrival({ text: '/help' }, { kind: 'edit' }));
  expect(asked).toEqual([
    'replace paper:c1 改了',
    'counted edit',
    'replace paper:c1 又改',
    'counted ignored',
    'counted ignored',
  ]);
  expect(said()).toEqual([]);
});

test('what is not meant for the bot leaves no trace', async () => {
  const group = { id: 'g', kind: 'group' } as const;
  await accept(arrival({ chat: group }, { address: 'none' }));
  await accept(arrival({}, { author: 'bot' }));
  await accept(arrival({ sentAt: now - 3_600_001 }));
  await accept({ kind: 'nothing', why: 'a poll' });
  expect(asked).toEqual(Array.from({ length: 4 }, () => 'counted ignored'));
  expect(errands.size).toBe(0);
});

test('a chat that the bot has left is left', async () => {
  const chat = { id: 'g', kind: 'group' } as const;
  await accept({ kind: 'membership', platform: 'paper', chat, state: 'left', id: '1' });
  expect(asked).toEqual(['leave g', 'counted left']);
  expect(errands.size).toBe(0);
});

test('a group that moves, and a message that is taken back, are seen to before they are accepted', async () => {
  await accept({ kind: 'migration', platform: 'paper', from: '-1', to: '-2' });
  await accept({ kind: 'recall', platform: 'paper', chat: { id: 'c1', kind: 'direct' }, messageId: '9' });
  expect(asked).toEqual(['migrate -1 -2', 'counted migration', 'recall c1 9', 'counted recall']);
});

test('who presses a button reads what it did; a press that fails keeps nothing from being accepted', async () => {
  const read: string[] = [];
  const press: ButtonPress = {
    platform: 'paper',
    id: 'p1',
    chat: { id: 'c1', kind: 'direct' },
    sender: { id: 'u1', name: '小李' },
    action: 'stop',
    token: 'token',
    answer: async text => void read.push(text),
  };
  await accept({ kind: 'press', press });
  await eventually('the answer', () => read.includes('done'));
  changes = { press: () => Promise.reject(new Error('Redis is away')) };
  await accept({ kind: 'press', press });
  expect(asked).toEqual(['counted press', 'counted press']);
});
