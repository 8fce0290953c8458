import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { browseConversations, type ConversationHead } from '../../src/conversation/browse.ts';
import { openMailbox } from '../../src/conversation/mailbox.ts';
import { beginTurns } from '../../src/conversation/ownership.ts';
import { conversationOf, type IncomingMessage } from '../../src/message.ts';
import { aMessage } from '../support/messages.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
beforeEach(() => {
  space = openSpace();
});
afterEach(() => space.close());

const mailboxOf = ({ redis, keys }: Space) =>
  openMailbox(redis, keys, { queueLimit: 5, conversationTtlMs: 60_000 });

/** Asks, and is answered. */
async function converse(change: Partial<IncomingMessage>, answer = '好的'): Promise<string> {
  const { redis, keys } = space;
  const message = aMessage(change);
  const conversation = conversationOf(message, 'chat');
  await mailboxOf(space).accept(conversation, { message, retry: false });
  const turn = await beginTurns(redis, keys, 60_000, systemClock)(conversation);
  await turn?.settle({
    history: 'append',
    round: {
      question: message.text,
      answer,
      messageId: message.id,
      senderId: message.sender.id,
      senderName: message.sender.name,
      at: message.sentAt,
    },
    last: { message },
    counts: [],
  });
  return conversation;
}

/** Follows the pages to their end. */
async function browseAll(search?: string): Promise<readonly ConversationHead[]> {
  const all: ConversationHead[] = [];
  let cursor: string | undefined = '0';
  while (cursor !== undefined) {
    const page = await browseConversations(space.redis, space.keys, {
      cursor,
      ...(search !== undefined && { search }),
    });
    all.push(...page.conversations);
    cursor = page.cursor;
  }
  return all;
}
const idsOf = async (search: string) => (await browseAll(search)).map(({ id }) => id);

test('conversations are told of without their words, the latest first', async () => {
  const group = { id: '-5', kind: 'group', title: '读书会' } as const;
  await converse({ chat: group, topic: '4', sentAt: 1000, text: '秘密一' });
  await converse({ chat: group, topic: '4', sentAt: 2000, sender: { id: 'u2', name: '老王' } });
  await converse({ sentAt: 3000, text: '秘密二' });
  const told = await browseAll();
  expect(told).toEqual([
    { id: 'paper:c1', chat: 'paper:c1', people: ['小李'], rounds: 1, at: 3000 },
    { id: 'paper:-5:t4', chat: 'paper:-5', title: '读书会', people: ['小李', '老王'], rounds: 2, at: 2000 },
  ]);
  expect(JSON.stringify(told)).not.toContain('秘密');
});

test('they are found by id, title, name, question and answer', async () => {
  const group = await converse({ chat: { id: '-5', kind: 'group', title: 'Book Club' } });
  const direct = await converse(
    { text: '推荐一本书', sender: { id: 'u1', name: '王小明' } },
    'Read *Ulysses*.',
  );
  expect(await idsOf('-5')).toEqual([group]);
  expect(await idsOf('book club')).toEqual([group]);
  expect(await idsOf('小明')).toEqual([direct]);
  expect(await idsOf(' 推荐 ')).toEqual([direct]);
  expect(await idsOf('ULYSSES')).toEqual([direct]);
  expect(await idsOf('没有的')).toEqual([]);
  expect(await idsOf('*')).toEqual([direct]);
});

test('what was forgotten by /new is not found', async () => {
  const conversation = await converse({ text: '旧的' });
  await mailboxOf(space).forget(conversation, 'new-1');
  expect(await browseAll()).toEqual([]);
  await converse({ text: '新的' });
  expect(await browseAll()).toMatchObject([{ rounds: 1 }]);
  expect(await idsOf('旧的')).toEqual([]);
});

test('of very many a page has some, and all pages together have all', async () => {
  const { redis, keys } = space;
  const pipeline = redis.pipeline();
  for (let i = 0; i < 400; i += 1) {
    const round = { question: `q${i}`, answer: 'a', messageId: 'm', senderId: 'u', at: i };
    pipeline.rpush(keys.history(`paper:${i}`), `0:${JSON.stringify(round)}`);
  }
  await pipeline.exec();
  const first = await browseConversations(redis, keys, {});
  expect(first.cursor).toBeDefined();
  const all = await browseAll();
  expect(new Set(all.map(({ id }) => id)).size).toBe(400);
  expect(await idsOf('q399')).toEqual(['paper:399']);
});
