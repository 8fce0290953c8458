import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { type Mailbox, openMailbox } from '../../src/conversation/mailbox.ts';
import { migrateConversations } from '../../src/conversation/migrate.ts';
import { beginTurns } from '../../src/conversation/ownership.ts';
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
const after = 'telegram:-1001';
const migrate = () => migrateConversations(space.redis, space.keys, before, after);
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

test('the answer that is being written is finished where it began', async () => {
  await mailbox.forget(before, 'the command');
  await ask(before, '一');
  await ask(before, '二');
  const turn = await begin(before);
  await migrate();
  expect(await turn?.hold({ shown: '半' })).toBe('held');
  expect(await turn?.settle({ history: 'nothing', counts: [] })).toBe(1);
  expect((await begin(before))?.question.message.text).toBe('二');
});

test('a chat whose id begins like the old one keeps what is its own', async () => {
  await ask('telegram:-12', '别的');
  await answer('telegram:-12');
  await migrate();
  expect(await space.redis.exists(space.keys.history('telegram:-12'))).toBe(1);
});
