import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { type Mailbox, openMailbox } from '../../src/conversation/mailbox.ts';
import { migrateConversations } from '../../src/conversation/migrate.ts';
import { beginTurns } from '../../src/conversation/ownership.ts';
import { Superseded } from '../../src/errors.ts';
import { workingIn } from '../../src/main/at-work.ts';
import { aMessage } from '../support/messages.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
let mailbox: Mailbox;
beforeEach(() => {
  space = openSpace();
  mailbox = openMailbox(space.redis, space.keys, { queueLimit: 9, conversationTtlMs: 60_000 });
});
afterEach(() => space.close());

const before = 'telegram:-1';
const after = 'telegram:-2001';
const migrate = async () => {
  const atWork = await workingIn(space.redis, space.keys, before);
  await migrateConversations(space.redis, space.keys, before, after, atWork);
};
const begin = (conversation: string) =>
  beginTurns(space.redis, space.keys, 60_000, systemClock)(conversation);

async function ask(conversation: string, text: string): Promise<void> {
  await mailbox.accept(conversation, { message: aMessage({ text }), retry: false });
}

/** Answers the question at the head. @returns the questions that it was asked with */
async function answer(conversation: string): Promise<string[]> {
  const turn = await begin(conversation);
  const question = turn?.question.message.text ?? '';
  const round = { question, answer: '好', messageId: '1', senderId: 'u1', at: 1 };
  await turn?.settle({ history: 'append', round, last: question, counts: [] });
  return [...(turn?.rounds ?? []).map(past => past.question), question];
}

test.each(['', ':m7'])(
  'a group and its members keep their memory, and what can be tried again (%s)',
  async member => {
    await mailbox.forget(before + member, `command of ${member}`);
    await ask(before + member, '一');
    await answer(before + member);
    await migrate();
    expect(await space.redis.get(space.keys.last(after + member))).toBe('"一"');
    await ask(after + member, '二');
    expect(await answer(after + member)).toEqual(['一', '二']);
  },
);

test('what the new id has already stays, and doing it again changes nothing', async () => {
  await ask(before, '旧');
  await answer(before);
  await ask(after, '新');
  await answer(after);
  await migrate();
  await migrate();
  await ask(after, '再');
  expect(await answer(after)).toEqual(['新', '再']);
});

test('an answer that is being written goes on under the new id, and what waits behind it follows in order', async () => {
  await mailbox.forget(before, 'the command');
  await ask(before, '一');
  await answer(before);
  for (const text of ['二', '三']) await ask(before, text);
  const former = await begin(before);
  await former?.hold({ record: '{"pages":[7]}', shown: '半' });
  await migrate();
  await ask(after, '四');
  await expect(former?.hold({ shown: '半句' })).rejects.toThrow(Superseded);
  await expect(former?.settle({ history: 'nothing', counts: [] })).rejects.toThrow(Superseded);
  expect(await begin(before)).toBeUndefined();

  const { fields, begun } = (await begin(after)) ?? {};
  expect(fields).toMatchObject({ record: '{"pages":[7]}', shown: '半' });
  expect(begun).toBe(former?.begun);
  expect(await answer(after)).toEqual(['一', '二']);
  expect(await answer(after)).toEqual(['一', '二', '三']);
  expect(await answer(after)).toEqual(['一', '二', '三', '四']);
});

test('a member whose first question still waits is answered under the new id', async () => {
  await ask(`${before}:m7`, '一');
  await migrate();
  expect(await space.redis.zrange(space.keys.pending, 0, -1)).toEqual([`${after}:m7`]);
  expect(await answer(`${after}:m7`)).toEqual(['一']);
});

test('a move that is told again disturbs nobody who answers under the new id', async () => {
  for (const text of ['一', '二']) await ask(before, text);
  await migrate();
  const turn = await begin(after);
  await migrate();
  expect(await turn?.hold({ shown: '半' })).toBe('held');
  expect(await turn?.settle({ history: 'nothing', counts: [] })).toBe(1);
});

test('questions that came under the new id first, and those under the old one, are all answered once', async () => {
  await ask(after, '新');
  const turn = await begin(after);
  await ask(before, '旧');
  await migrate();
  expect(await turn?.settle({ history: 'nothing', counts: [] })).toBe(0);
  expect(await answer(before)).toEqual(['旧']);
  expect(await begin(before)).toBeUndefined();
});

test('what waits under the new id goes on from the memory of the group', async () => {
  await mailbox.forget(before, 'the command');
  await ask(before, '旧');
  await answer(before);
  for (const text of ['新', '再']) await ask(after, text);
  await migrate();
  expect(await answer(after)).toEqual(['旧', '新']);
  await migrate();
  expect(await answer(after)).toEqual(['旧', '新', '再']);
});

test('what waited goes on from what is remembered under the new id', async () => {
  await mailbox.forget(before, 'the command');
  await ask(before, '旧');
  await ask(after, '新');
  await answer(after);
  await migrate();
  expect(await answer(after)).toEqual(['新', '旧']);
  await migrate();
  await ask(after, '再');
  expect(await answer(after)).toEqual(['新', '旧', '再']);
});

test.each([0, 1])('who began anew under the new id does not get the old memory back (%d)', async times => {
  for (let time = 1; time <= times; time += 1) await mailbox.forget(before, `command ${time}`);
  await ask(before, '旧');
  await answer(before);
  await mailbox.forget(after, 'the command');
  await migrate();
  await migrate();
  expect(await space.redis.exists(space.keys.last(after))).toBe(0);
  await ask(after, '新');
  expect(await answer(after)).toEqual(['新']);
});

test('who answered under the old id owns nothing there, whoever comes later', async () => {
  await ask(before, '一');
  const former = await begin(before);
  await migrate();
  await ask(before, '后来');
  await begin(before);
  await expect(former?.hold({ shown: '半' })).rejects.toThrow(Superseded);
});

test('what has moved lives no longer than before', async () => {
  for (const text of ['一', '二']) await ask(before, text);
  await answer(before);
  await begin(before);
  await migrate();
  const names = (await space.allKeys()).filter(name => name !== space.keys.pending);
  const lives = await Promise.all(names.map(name => space.redis.pttl(name)));
  expect(names.filter((_, i) => (lives[i] ?? -1) < 0)).toEqual([]);
});

test('a chat whose id begins like the old one keeps what is its own', async () => {
  await ask('telegram:-12', '别的');
  await answer('telegram:-12');
  await migrate();
  expect(await space.redis.exists(space.keys.history('telegram:-12'))).toBe(1);
});
