import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { openChatSettings } from '../../src/chat-settings.ts';
import { type Mailbox, openMailbox } from '../../src/conversation/mailbox.ts';
import { beginTurns, type Settlement, type Turn } from '../../src/conversation/ownership.ts';
import { Superseded } from '../../src/errors.ts';
import { aMessage } from '../support/messages.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
let mailbox: Mailbox;
let begin: (conversation: string) => Promise<Turn | undefined>;
/** What the clock says next; 0 after that. */
let times: number[];
beforeEach(() => {
  space = openSpace();
  mailbox = openMailbox(space.redis, space.keys, { queueLimit: 20, conversationTtlMs: 60_000 });
  times = [];
  begin = beginTurns(space.redis, space.keys, 60_000, { now: () => times.shift() ?? 0 });
});
afterEach(() => space.close());

const accept = (text: string) => mailbox.accept('c', { message: aMessage({ text }), retry: false });
const round = (question: string, answer: string) => ({
  question,
  answer,
  messageId: question,
  senderId: 'u1',
  at: 1,
});
const remember = (question: string, answer: string): Settlement => ({
  history: 'append',
  round: round(question, answer),
  counts: [],
});
async function turn(): Promise<Turn> {
  const begun = await begin('c');
  if (!begun) throw new Error('nothing waits');
  return begun;
}

test('a turn takes the oldest message and leaves the others', async () => {
  await accept('one');
  await accept('two');
  const first = await turn();
  expect(first.question.message.text).toBe('one');
  expect(await first.settle(remember('one', '1'))).toBe(1);
  const second = await turn();
  expect(second.question.message.text).toBe('two');
  expect(second.rounds.map(({ answer }) => answer)).toEqual(['1']);
  expect(await second.settle(remember('two', '2'))).toBe(0);
  expect(await begin('c')).toBeUndefined();
});

test('who is superseded can neither write, settle nor be seen in the history', async () => {
  await accept('one');
  const former = await turn();
  const owner = await turn();
  await expect(former.hold({ shown: 'late' })).rejects.toThrow(Superseded);
  await expect(former.settle(remember('one', 'late'))).rejects.toThrow(Superseded);
  await owner.hold({ shown: 'in time' });
  expect((await turn()).fields['shown']).toBe('in time');
});

test('what is noted goes with the next write, and with no other', async () => {
  await accept('one');
  const owner = await turn();
  owner.note({ shown: 'noted' });
  expect(await space.redis.hget(space.keys.reply('c'), 'shown')).toBe(null);
  await owner.hold({ record: '{"pages":[]}' });
  await space.redis.hset(space.keys.reply('c'), 'shown', 'later');
  await owner.hold();
  expect((await turn()).fields).toMatchObject({ record: '{"pages":[]}', shown: 'later' });
});

test('whoever stands still while the verdict is on its way asks again, and writes nothing twice', async () => {
  await accept('one');
  const owner = await turn();
  const asked = vi.spyOn(space.redis, 'evalsha');
  onTestFinished(() => asked.mockRestore());
  times = [0, 20_000];
  expect(await owner.hold({ shown: 'some' })).toBe('held');
  expect(asked.mock.calls.map(call => call.includes('shown'))).toEqual([true, false]);
});

test('settling twice, as after a lost connection, settles once', async () => {
  await accept('one');
  await accept('two');
  const first = await turn();
  expect(await first.settle(remember('one', '1'))).toBe(1);
  expect(await first.settle(remember('one', '1'))).toBe(1);
  expect((await turn()).rounds).toHaveLength(1);
});

test('who takes over finds the record, and how many began before', async () => {
  await accept('one');
  await (await turn()).hold({ record: '{"pages":[7]}' });
  const successor = await turn();
  expect(successor.fields['record']).toBe('{"pages":[7]}');
  expect(successor.begun).toBe(2);
  await successor.handBack();
  expect((await turn()).begun).toBe(2);
});

test("a turn knows what its chat's admins have set, in a topic and for one member too", async () => {
  const settings = openChatSettings(space.redis, space.keys);
  await settings.setPersona('paper:c1', '你是老师');
  await settings.setParameters('paper:c1', { topP: 0.5 });
  for (const conversation of ['paper:c1', 'paper:c1:t7', 'paper:c1:t7:mu1']) {
    await mailbox.accept(conversation, { message: aMessage(), retry: false });
    expect((await begin(conversation))?.chatSettings).toEqual({
      persona: '你是老师',
      parameters: { topP: 0.5 },
    });
  }
  await mailbox.accept('paper:c11', { message: aMessage(), retry: false });
  expect((await begin('paper:c11'))?.chatSettings).toEqual({ parameters: {} });
});

test('messages that wait finish in the old epoch, later ones begin with an empty history', async () => {
  await accept('one');
  await (await turn()).settle(remember('one', '1'));
  await accept('two');
  await mailbox.forget('c', 'the command');
  await accept('three');
  const second = await turn();
  expect(second.rounds.map(({ answer }) => answer)).toEqual(['1']);
  await second.settle(remember('two', '2'));
  const third = await turn();
  expect(third.rounds).toEqual([]);
  await third.settle(remember('three', '3'));
  expect(await space.redis.llen(space.keys.history('c'))).toBe(1);
});

test('a new epoch forgets at once when nothing waits', async () => {
  await accept('one');
  await (await turn()).settle(remember('one', '1'));
  await mailbox.forget('c', 'the command');
  expect(await space.redis.exists(space.keys.history('c'), space.keys.last('c'))).toBe(0);
});

test('a retried answer takes the place of the old one', async () => {
  await accept('one');
  await (await turn()).settle(remember('one', 'old'));
  await accept('/retry');
  await (await turn()).settle({ history: 'replace', round: round('one', 'new'), counts: [] });
  await accept('two');
  expect((await turn()).rounds.map(({ answer }) => answer)).toEqual(['new']);
});

test('a vendor that demands it clears the whole history', async () => {
  await accept('one');
  await (await turn()).settle(remember('one', '1'));
  await accept('two');
  await (await turn()).settle({ history: 'clear', counts: [] });
  expect(await space.redis.exists(space.keys.history('c'))).toBe(0);
});

test('counters grow with the settlement, once', async () => {
  await accept('one');
  const counts = [
    { key: space.keys.usage('d'), field: 'user:u1:replies', by: 1 },
    { key: space.keys.stats('d'), field: 'answers', by: 1 },
    { key: space.keys.usage('d'), field: 'user:u1:tokens', by: 12 },
  ];
  const only = await turn();
  await only.settle({ history: 'nothing', counts });
  await only.settle({ history: 'nothing', counts });
  expect(await space.redis.hgetall(space.keys.usage('d'))).toEqual({
    'user:u1:replies': '1',
    'user:u1:tokens': '12',
  });
  expect(await space.redis.hgetall(space.keys.stats('d'))).toEqual({ answers: '1' });
});
