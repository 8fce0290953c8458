import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { type Mailbox, openMailbox } from '../../src/conversation/mailbox.ts';
import { beginTurns, type Taken } from '../../src/conversation/ownership.ts';
import { stopping } from '../../src/conversation/stop.ts';
import { type IncomingMessage, messageKey } from '../../src/message.ts';
import { forgetSpent } from '../../src/people/forget-spent.ts';
import type { Limit, QuotaSubject } from '../../src/people/quota.ts';
import { windowsAt } from '../../src/people/quota-window.ts';
import { openQuotas, type Quotas } from '../../src/people/quotas.ts';
import { sharing } from '../../src/people/share.ts';
import { aMessage } from '../support/messages.ts';
import { keysThatHold } from '../support/scan.ts';
import { openSpace, type Space } from '../support/space.ts';

const timeZone = 'Asia/Shanghai';
const [hourMs, halfPast] = [3_600_000, Date.parse('2026-11-23T14:30:00+08:00')];
const threeOClock = Date.parse('2026-11-23T15:00:00+08:00');

let space: Space;
let now: number;
beforeEach(() => {
  space = openSpace();
  now = halfPast;
});
afterEach(() => space.close());

/** One process of the bot, which has a connection of its own. */
function process(repliesPerHour?: number): { mailbox: Mailbox; quotas: Quotas } {
  const redis = space.connect();
  const shareOf = sharing({
    isAdmin: ({ sender }) => sender.id === 'boss',
    isAllowed: () => true,
    repliesPerHour,
    timeZone,
    clock: { now: () => now },
  });
  return {
    mailbox: openMailbox(redis, space.keys, { queueLimit: 50, conversationTtlMs: 60_000, shareOf }),
    quotas: openQuotas(redis, space.keys, { timeZone, repliesPerHour }),
  };
}

const from = (id: string, changes: Partial<IncomingMessage> = {}) =>
  aMessage({ sender: { id, name: id }, chat: { id: 'g', kind: 'group' }, ...changes });
const ask = (mailbox: Mailbox, message: IncomingMessage, retry = false) =>
  mailbox.accept('c', { message, retry });
/** What becomes of so many questions, one after the other: `accepted`, or whose quota is over. */
async function verdicts(mailbox: Mailbox, id: string, count: number): Promise<string[]> {
  const taken: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const verdict = await ask(mailbox, from(id));
    taken.push(typeof verdict === 'string' ? verdict : `${verdict.whose} ${verdict.what} ${verdict.span}`);
  }
  return taken;
}
const replies = (limit: number, span: Limit['span'] = 'hour'): Limit => ({ what: 'replies', span, limit });
const tokens = (limit: number): Limit => ({ what: 'tokens', span: 'day', limit });
const usedBy = async (quotas: Quotas, id: string) =>
  (await quotas.spent({ user: `user:paper:${id}` }, now)).user.map(({ used }) => used);

async function answerNext(taken?: Taken): Promise<void> {
  const turn = await beginTurns(space.redis, space.keys, 60_000, systemClock)('c');
  await turn?.settle({ history: 'nothing', counts: [], ...(taken && { taken }) });
}

test('of twenty questions at once in two processes, exactly as many are accepted as a quota of five has', async () => {
  const [one, two] = [process(5), process(5)];
  const taken = await Promise.all(
    Array.from({ length: 20 }, (_, i) => ask((i % 2 ? one : two).mailbox, from('li'))),
  );
  expect(taken.filter(verdict => verdict === 'accepted')).toHaveLength(5);
  expect(taken.filter(verdict => typeof verdict === 'object')).toHaveLength(15);
  expect((await one.mailbox.waiting('c')).questions).toHaveLength(5);
});

test('who is over their quota is told which, and when it ends; others go on', async () => {
  const { mailbox } = process(1);
  await ask(mailbox, from('li'));
  expect(await ask(mailbox, from('li'))).toEqual({ whose: 'user', ...replies(1), endsAt: threeOClock });
  expect(await ask(mailbox, from('wang'))).toBe('accepted');
});

test('who is forgotten gets no new quota, and the name is gone from what is counted', async () => {
  const { mailbox, quotas } = process(3);
  await verdicts(mailbox, 'li', 2);
  const windows = Object.values(windowsAt(now, timeZone)).map(space.keys.spent);
  for (let i = 0; i < 2; i += 1) await forgetSpent(space.redis, windows, ['user:paper:li']);
  expect(
    (await keysThatHold(space.redis, space.keys.base, 'replies:user')).map(key => key.split(':').at(-2)),
  ).toEqual(['reserved']);
  expect(await usedBy(quotas, 'li')).toEqual([2]);
  expect(await verdicts(mailbox, 'li', 2)).toEqual(['accepted', 'user replies hour']);
  await forgetSpent(space.redis, windows, ['user:paper:li']);
  expect(await usedBy(quotas, 'li')).toEqual([3]);
});

test('a question that is delivered again counts once, and stays turned away', async () => {
  const { mailbox, quotas } = process(1);
  const [first, second] = [from('li'), from('li')];
  for (const message of [first, first, first]) expect(await ask(mailbox, message)).toBe('accepted');
  expect(await usedBy(quotas, 'li')).toEqual([1]);
  expect(await ask(mailbox, second)).toMatchObject({ whose: 'user' });
  await mailbox.withdraw('c', [messageKey(first)]);
  expect(await ask(mailbox, second)).toMatchObject({ whose: 'user' });
});

test('with the next hour begins a new quota', async () => {
  const { mailbox } = process(1);
  expect(await verdicts(mailbox, 'li', 2)).toEqual(['accepted', 'user replies hour']);
  now = threeOClock - 1;
  expect(await verdicts(mailbox, 'li', 1)).toEqual(['user replies hour']);
  now = threeOClock;
  expect(await verdicts(mailbox, 'li', 2)).toEqual(['accepted', 'user replies hour']);
});

test('what one process sets, another obeys with the next question', async () => {
  const [one, two] = [process(), process()];
  expect(await verdicts(one.mailbox, 'li', 3)).toEqual(Array(3).fill('accepted'));
  await two.quotas.set('everyone', replies(1));
  expect(await verdicts(one.mailbox, 'li', 2)).toEqual(['accepted', 'user replies hour']);
  await two.quotas.set('everyone', replies(3));
  expect(await verdicts(one.mailbox, 'li', 3)).toEqual(['accepted', 'accepted', 'user replies hour']);
  expect(await two.quotas.clear('everyone')).toBe(true);
  expect(await verdicts(one.mailbox, 'li', 2)).toEqual(['accepted', 'accepted']);
  expect(await two.quotas.clear('everyone')).toBe(false);
});

test("a person's own limit goes before everyone's, and everyone's before that of the settings", async () => {
  const { mailbox, quotas } = process(1);
  await quotas.set('everyone', replies(2));
  await quotas.set('user:paper:li', replies(3));
  expect(await verdicts(mailbox, 'li', 4)).toEqual([...Array(3).fill('accepted'), 'user replies hour']);
  expect(await verdicts(mailbox, 'wang', 3)).toEqual([...Array(2).fill('accepted'), 'user replies hour']);
  await quotas.set('user:paper:zhao', replies(1, 'day'));
  expect(await verdicts(mailbox, 'zhao', 2)).toEqual(['accepted', 'user replies day']);
  now += 12 * hourMs;
  expect(await verdicts(mailbox, 'zhao', 3)).toEqual(['accepted', 'user replies day', 'user replies day']);
});

test('a chat, and all chats together, have quotas that everybody in them uses up', async () => {
  const { mailbox, quotas } = process();
  await quotas.set('chat:paper:g', replies(2));
  await quotas.set('all', replies(3));
  expect(await verdicts(mailbox, 'li', 1)).toEqual(['accepted']);
  expect(await verdicts(mailbox, 'wang', 2)).toEqual(['accepted', 'chat replies hour']);
  const elsewhere = () => ask(mailbox, from('wang', { chat: { id: 'other', kind: 'group' } }));
  expect(await elsewhere()).toBe('accepted');
  expect(await elsewhere()).toEqual({ whose: 'all', ...replies(3), endsAt: threeOClock });
});

test('of two quotas that are over, the one is told that ends later', async () => {
  const { mailbox, quotas } = process();
  await quotas.set('user:paper:li', replies(1));
  await quotas.set('all', replies(1, 'day'));
  expect(await verdicts(mailbox, 'li', 2)).toEqual(['accepted', 'all replies day']);
});

test("the bot's admins are outside of all quotas: neither turned away nor counted", async () => {
  const { mailbox, quotas } = process(1);
  for (const subject of ['all', 'chat:paper:g', 'user:paper:boss'] as const)
    await quotas.set(subject, replies(1));
  expect(await verdicts(mailbox, 'boss', 3)).toEqual(Array(3).fill('accepted'));
  expect(await verdicts(mailbox, 'li', 1)).toEqual(['accepted']);
});

test('an answer that is asked for anew counts like another', async () => {
  const { mailbox } = process(2);
  await ask(mailbox, from('li'));
  expect(await ask(mailbox, from('li'), true)).toBe('accepted');
  expect(await ask(mailbox, from('li'), true)).toMatchObject({ whose: 'user' });
});

test('what is withdrawn before its answer began is given back', async () => {
  const { mailbox, quotas } = process(2);
  const [begun, waits] = [from('li'), from('li')];
  await ask(mailbox, begun);
  await ask(mailbox, waits);
  await beginTurns(space.redis, space.keys, 60_000, systemClock)('c');
  const stop = stopping(space.redis, space.keys, mailbox);
  const order = { by: 'li', isAdmin: false, before: Number.POSITIVE_INFINITY };
  await stop('c', { ...order, message: messageKey(waits) });
  await mailbox.withdraw('c', [messageKey(waits), messageKey(begun)]);
  expect(await usedBy(quotas, 'li')).toEqual([1]);
  expect(await verdicts(mailbox, 'li', 2)).toEqual(['accepted', 'user replies hour']);
});

test('a reply counts when it was given, and is given back when the turn failed', async () => {
  const { mailbox, quotas } = process(5);
  for (const taken of [{ reply: true, tokens: 9 }, { reply: false, tokens: 9 }, undefined]) {
    await ask(mailbox, from('li'));
    await answerNext(taken);
  }
  expect(await usedBy(quotas, 'li')).toEqual([1]);
  expect(await space.redis.exists(space.keys.reserved('c'))).toBe(0);
});

test('a turn that is settled twice gives its reply back once', async () => {
  const { mailbox, quotas } = process(5);
  await ask(mailbox, from('li'));
  await ask(mailbox, from('li'));
  const turn = await beginTurns(space.redis, space.keys, 60_000, systemClock)('c');
  for (let i = 0; i < 2; i += 1) await turn?.settle({ history: 'nothing', counts: [] });
  expect(await usedBy(quotas, 'li')).toEqual([1]);
});

test('tokens count when a turn is over, also one that failed; who has used them up waits for the next day', async () => {
  const { mailbox, quotas } = process();
  await quotas.set('user:paper:li', tokens(100));
  for (const reply of [true, false]) {
    expect(await verdicts(mailbox, 'li', 1)).toEqual(['accepted']);
    await answerNext({ reply, tokens: 50 });
  }
  const endsAt = Date.parse('2026-11-24T00:00:00+08:00');
  expect(await ask(mailbox, from('li'))).toEqual({ whose: 'user', ...tokens(100), endsAt });
  now = endsAt;
  expect(await verdicts(mailbox, 'li', 1)).toEqual(['accepted']);
});

test('what is counted goes by itself, and is not made anew by who comes late', async () => {
  const { mailbox, quotas } = process(5);
  await quotas.set('all', tokens(100));
  await ask(mailbox, from('li'));
  await ask(mailbox, from('li'));
  const counted = (await space.allKeys()).filter(key => key.includes(':spent:'));
  expect(counted).toHaveLength(2);
  for (const key of [...counted, space.keys.reserved('c')]) {
    expect(await space.redis.pttl(key)).toBeGreaterThan(0);
  }
  const third = from('li');
  await ask(mailbox, third);
  await space.redis.del(counted);
  await mailbox.withdraw('c', [messageKey(third)]);
  await answerNext({ reply: false, tokens: 5 });
  await answerNext({ reply: true, tokens: 5 });
  expect((await space.allKeys()).filter(key => key.includes(':spent:'))).toEqual([]);
});

test('where there are no quotas, nothing is counted and nothing is kept', async () => {
  const { mailbox } = process();
  await ask(mailbox, from('li'));
  expect((await space.allKeys()).filter(key => /:(spent|reserved|quotas)/.test(key))).toEqual([]);
});

test('a question that finds the line full takes nothing of a quota', async () => {
  const { quotas } = process(5);
  const shareOf = sharing({
    isAdmin: () => false,
    isAllowed: () => true,
    repliesPerHour: 5,
    timeZone,
    clock: { now: () => now },
  });
  const mailbox = openMailbox(space.redis, space.keys, { queueLimit: 1, conversationTtlMs: 60_000, shareOf });
  expect(await verdicts(mailbox, 'li', 3)).toEqual(['accepted', 'full', 'full']);
  expect(await usedBy(quotas, 'li')).toEqual([1]);
});

const shown = async (quotas: Quotas) =>
  (await quotas.list(now)).map(state =>
    state.subject === 'everyone'
      ? { everyone: state.limits.map(({ limit, most }) => [limit, most]) }
      : { [state.subject]: state.spent.map(({ limit, used }) => [limit, used]) },
  );

test('an admin sees each quota, and how far those are for whom it holds', async () => {
  const { mailbox, quotas } = process(9);
  const set: [QuotaSubject, Limit][] = [
    ['chat:paper:g', replies(7)],
    ['user:paper:li', replies(3)],
    ['user:paper:li', tokens(100)],
    ['all', replies(1000, 'day')],
  ];
  for (const [subject, limit] of set) await quotas.set(subject, limit);
  const never = from('zhao');
  await ask(mailbox, never);
  await mailbox.withdraw('c', [messageKey(never)]);
  await verdicts(mailbox, 'wang', 1);
  await verdicts(mailbox, 'li', 2);
  expect(await shown(quotas)).toEqual([
    {
      everyone: [
        [
          9,
          [
            { subject: 'user:paper:li', used: 2 },
            { subject: 'user:paper:wang', used: 1 },
          ],
        ],
      ],
    },
    { all: [[1000, 3]] },
    { 'chat:paper:g': [[7, 3]] },
    {
      'user:paper:li': [
        [3, 2],
        [100, 0],
      ],
    },
  ]);
});

test("what is left to a person is told of their own limits and of everyone's", async () => {
  const { mailbox, quotas } = process(9);
  await quotas.set('everyone', replies(8));
  await quotas.set('everyone', replies(50, 'day'));
  await quotas.set('user:paper:li', tokens(100));
  await quotas.set('chat:paper:g', replies(20));
  const message = from('li');
  await ask(mailbox, message);
  await mailbox.withdraw('c', [messageKey(message)]);
  await ask(mailbox, from('li', { chat: { id: 'other', kind: 'group' } }));
  const endOfDay = Date.parse('2026-11-24T00:00:00+08:00');
  expect(await quotas.spent({ user: 'user:paper:li', chat: 'chat:paper:g' }, now)).toEqual({
    user: [
      { ...replies(8), used: 1, endsAt: threeOClock },
      { ...replies(50, 'day'), used: 1, endsAt: endOfDay },
      { ...tokens(100), used: 0, endsAt: endOfDay },
    ],
    chat: [{ ...replies(20), used: 0, endsAt: threeOClock }],
  });
});

test("a chat's quota moves with the chat to its new id, and one that is there stays", async () => {
  const { quotas } = process();
  await quotas.set('chat:paper:g', replies(7));
  for (let i = 0; i < 2; i += 1) await quotas.move('chat:paper:g', 'chat:paper:G');
  await quotas.set('chat:paper:old', replies(8));
  await quotas.move('chat:paper:old', 'chat:paper:G');
  expect(await shown(quotas)).toEqual([{ 'chat:paper:G': [[7, 0]] }]);
});
