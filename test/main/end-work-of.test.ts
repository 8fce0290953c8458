import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { beginTurns } from '../../src/conversation/ownership.ts';
import { endingWorkOf } from '../../src/main/end-work-of.ts';
import type { IncomingMessage } from '../../src/message.ts';
import type { Subject } from '../../src/people/subject.ts';
import { aMessage } from '../support/messages.ts';
import { openSpace, type Space } from '../support/space.ts';
import { openSmallHouse } from './house.ts';

let space: Space;
let small: ReturnType<typeof openSmallHouse>;
beforeEach(() => {
  space = openSpace();
  small = openSmallHouse(space, { admins: new Set(['paper:boss']) });
});
afterEach(() => space.close());

const endWorkOf = (subject: Subject) => endingWorkOf(small.house)(subject);

async function ask(conversation: string, change: Partial<IncomingMessage>): Promise<void> {
  await small.mailbox.accept(conversation, { message: aMessage(change), retry: false });
}
async function waiting(conversation: string): Promise<string[]> {
  const { questions } = await small.mailbox.waiting(conversation);
  return questions.map(({ message }) => message.sender.id);
}
const person = (id: string) => ({ id, name: id });
const group = { id: 'g', kind: 'group' } as const;

test("a person's waiting questions go in every conversation, and the answer they are getting ends", async () => {
  await ask('paper:g', { chat: group, sender: person('u1') });
  await ask('paper:g', { chat: group, sender: person('u2') });
  const running = await beginTurns(space.redis, space.keys, 60_000, systemClock)('paper:g');
  await ask('paper:c1', { sender: person('u1') });
  await ask('other:c1', { platform: 'other', sender: person('u1') });
  await endWorkOf('user:paper:u1');
  expect(await waiting('paper:g')).toEqual(['u1', 'u2']);
  expect(await running?.hold()).toBe('stop');
  expect(await waiting('paper:c1')).toEqual([]);
  expect(await waiting('other:c1')).toEqual(['u1']);
});

test("another's answer goes on", async () => {
  await ask('paper:g', { chat: group, sender: person('u2') });
  await ask('paper:g', { chat: group, sender: person('u1') });
  const running = await beginTurns(space.redis, space.keys, 60_000, systemClock)('paper:g');
  await endWorkOf('user:paper:u1');
  expect(await running?.hold()).toBe('held');
  expect(await waiting('paper:g')).toEqual(['u2']);
});

test("everybody's questions in a chat go, in its topics too, but for those of admins and of other chats", async () => {
  await ask('paper:g', { chat: group, sender: person('u1') });
  await ask('paper:g', { chat: group, sender: person('boss') });
  await ask('paper:g:t4', { chat: group, topic: '4', sender: person('u2') });
  await ask('paper:g2', { chat: { id: 'g2', kind: 'group' }, sender: person('u1') });
  await endWorkOf('chat:paper:g');
  expect(await waiting('paper:g')).toEqual(['boss']);
  expect(await waiting('paper:g:t4')).toEqual([]);
  expect(await waiting('paper:g2')).toEqual(['u1']);
});

test('what was asked before a group moved to another id goes with the rest', async () => {
  await ask('paper:h', { chat: group, sender: person('u1') });
  await endWorkOf('chat:paper:h');
  expect(await waiting('paper:h')).toEqual([]);
});

test('more conversations than are looked through at once are all looked through', async () => {
  const chats = Array.from({ length: 120 }, (_, n) => `c${n}`);
  for (const id of chats) await ask(`paper:${id}`, { chat: { id, kind: 'group' }, sender: person('u1') });
  await endWorkOf('user:paper:u1');
  expect(await space.redis.zcard(space.keys.pending)).toBe(0);
});
