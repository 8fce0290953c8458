import { afterEach, beforeEach, expect, test } from 'vitest';
import { greetingId, type Membership } from '../../src/arrival/membership.ts';
import { systemClock } from '../../src/clock.ts';
import { forgetConversations } from '../../src/conversation/forget-conversations.ts';
import type { Mailbox } from '../../src/conversation/mailbox.ts';
import { beginTurns } from '../../src/conversation/ownership.ts';
import { readRounds } from '../../src/conversation/read-rounds.ts';
import type { Errand } from '../../src/errand.ts';
import { leaving, noteMigration } from '../../src/main/leave.ts';
import { dayOf } from '../../src/tally/day.ts';
import { aMessage } from '../support/messages.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openSmallHouse } from './house.ts';

let space: Space;
let house: ReturnType<typeof openSmallHouse>['house'];
let mailbox: Mailbox;
let errands: Map<string, Errand>;
let skipped: string[];

beforeEach(() => {
  space = openSpace();
  const small = openSmallHouse(space);
  [errands, skipped] = [new Map(), []];
  house = {
    ...small.house,
    errands: {
      send: async (id, errand) => void errands.set(id, errand),
      skip: async id => void skipped.push(id),
      close: async () => {},
    },
  };
  mailbox = small.mailbox;
});
afterEach(() => space.close());

const left: Membership = {
  kind: 'membership',
  platform: 'paper',
  chat: { id: 'g', kind: 'group' },
  state: 'left',
  id: '7',
};
const ask = (conversation: string) => mailbox.accept(conversation, { message: aMessage(), retry: false });
const begin = (conversation: string) =>
  beginTurns(space.redis, space.keys, 60_000, systemClock)(conversation);
const round = { question: '一', answer: '二', messageId: '1', senderId: 'u1', at: 1 };
/** Answers the question at the head of a conversation. @param at when it was asked */
async function answer(conversation: string, at = 1): Promise<void> {
  const last = { message: aMessage({ sentAt: at }) };
  const turn = await begin(conversation);
  await turn?.settle({ history: 'append', round: { ...round, at }, last, counts: [] });
}
const remembered = async () => {
  const names = await space.allKeys();
  return names.filter(name => /:(history|last):/.test(name)).map(name => name.replace(/^.*\}:/, ''));
};

test('what waits in a chat that was left is withdrawn, in its topics too, and what waits elsewhere is not', async () => {
  const conversations = ['paper:g', 'paper:g:t1', 'paper:g:mu1', 'paper:g2'];
  for (const conversation of conversations) await ask(conversation);
  await leaving(house)(left);
  const waiting = conversations.map(async id => (await mailbox.waiting(id)).questions.length);
  expect(await Promise.all(waiting)).toEqual([0, 0, 0, 1]);
  expect(await space.redis.zrange(space.keys.pending, 0, -1)).toEqual(['paper:g2']);
  expect([...errands.values()]).toEqual([{ kind: 'forget', platform: 'paper', chat: left.chat }]);
});

test('an answer that is being written ends, and leaves nothing behind', async () => {
  await ask('paper:g');
  await answer('paper:g');
  await ask('paper:g');
  const turn = await begin('paper:g');
  await ask('paper:g');
  await leaving(house)(left);
  expect(await turn?.hold()).toBe('stop');
  const settled = turn?.settle({ history: 'append', round, last: {}, counts: [] });
  expect(await settled).toBe(0);
  expect(await remembered()).toEqual([]);
  expect(await space.redis.exists(space.keys.mailbox('paper:g'), space.keys.reply('paper:g'))).toBe(0);
});

test('a stop that comes later does not bring back what was to be forgotten', async () => {
  await ask('paper:g');
  const turn = await begin('paper:g');
  await leaving(house)(left);
  await house.stop('paper:g', { by: 'u1', isAdmin: false, before: Number.POSITIVE_INFINITY });
  await turn?.settle({ history: 'append', round, last: {}, counts: [] });
  expect(await remembered()).toEqual([]);
});

test('all conversations of a chat are forgotten, and those of a chat whose id begins alike are not', async () => {
  for (const conversation of ['paper:g', 'paper:g:t1', 'paper:g:mu1', 'paper:g2']) {
    await ask(conversation);
    await answer(conversation);
  }
  expect(await remembered()).toHaveLength(8);
  await forgetConversations(space.redis, space.keys, 'paper:g');
  expect((await remembered()).sort()).toEqual(['history:paper:g2', 'last:paper:g2']);
});

test('a chat that has moved was not left under its old id, and is not greeted under its new one', async () => {
  await ask('paper:g');
  await noteMigration(house, 'paper:g', 'paper:h');
  await leaving(house)(left);
  expect((await mailbox.waiting('paper:g')).questions).toHaveLength(1);
  expect(errands.size).toBe(0);
  expect(skipped).toEqual([greetingId('paper:h', dayOf(Date.now(), 'Asia/Shanghai'))]);
});

test('a chat whose move is told on another day is not greeted for the day on which it moved', async () => {
  const at = Date.parse('2026-11-20T12:00:00+08:00');
  await noteMigration(house, 'paper:g', 'paper:h', at);
  expect(skipped).toEqual([greetingId('paper:h', '2026-11-20')]);
});

test('a word of leaving that comes late, and again, ends only what was asked until then', async () => {
  const askAt = (sentAt: number) =>
    mailbox.accept('paper:g', { message: aMessage({ sentAt }), retry: false });
  await askAt(1000);
  await askAt(2000);
  for (let times = 1; times <= 2; times += 1) {
    await leaving(house)({ ...left, at: 1000 });
    const { questions } = await mailbox.waiting('paper:g');
    expect(questions.map(({ message }) => message.sentAt)).toEqual([2000]);
  }
  const turn = await begin('paper:g');
  await leaving(house)({ ...left, at: 1000 });
  expect(await turn?.hold()).not.toBe('stop');
  expect([...errands.values()]).toMatchObject([{ kind: 'forget', until: 1000 }]);
});

test('a button that was pressed in the second of leaving, by a clock that counts less than seconds, asks nothing', async () => {
  await mailbox.accept('paper:g', { message: aMessage({ sentAt: 1999 }), retry: true });
  await leaving(house)({ ...left, at: 1000 });
  expect((await mailbox.waiting('paper:g')).questions).toEqual([]);
});

test('of a chat to which the bot has come back, only what was said before it left is forgotten', async () => {
  const said = async (conversation: string, at: number) => {
    await ask(conversation);
    await answer(conversation, at);
  };
  for (const at of [999, 1000, 1001]) await said('paper:g', at);
  await said('paper:g:t1', 1000);
  await said('paper:g2', 1000);
  for (let times = 1; times <= 2; times += 1) {
    await forgetConversations(space.redis, space.keys, 'paper:g', 1000);
    expect((await remembered()).sort()).toEqual([
      'history:paper:g',
      'history:paper:g2',
      'last:paper:g',
      'last:paper:g2',
    ]);
    const rounds = await readRounds(space.redis, space.keys, 'paper:g');
    expect(rounds.map(({ at }) => at)).toEqual([1001]);
  }
});
