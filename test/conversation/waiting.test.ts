import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openMailbox } from '../../src/conversation/mailbox.ts';
import { beginTurns } from '../../src/conversation/ownership.ts';
import { readWaiting } from '../../src/conversation/waiting.ts';
import { conversationOf, type IncomingMessage } from '../../src/message.ts';
import { aMessage } from '../support/messages.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
/** When the test began, by Redis's clock: two questions are apart by what they say, also when a second ends between them. */
let nowMs: number;
beforeEach(async () => {
  space = openSpace();
  const [seconds] = await space.redis.time();
  nowMs = Number(seconds) * 1000;
});
afterEach(() => space.close());

const chat = (id: string, title?: string) => ({ id, kind: 'group', ...(title && { title }) }) as const;

async function ask(changes: Partial<IncomingMessage>, secondsAgo = 0, memory: 'chat' | 'member' = 'chat') {
  const { redis, keys } = space;
  const mailbox = openMailbox(redis, keys, { queueLimit: 500, conversationTtlMs: 60_000 });
  const message = aMessage({ sentAt: nowMs - secondsAgo * 1000, ...changes });
  const conversation = conversationOf(message, memory);
  await mailbox.accept(conversation, { message, retry: false });
  // As if Redis had seen it then.
  const since = await redis.zscore(keys.pending, conversation);
  await redis.zadd(keys.pending, Math.min(Number(since), message.sentAt), conversation);
  return conversation;
}

const begin = (conversation: string) =>
  beginTurns(space.redis, space.keys, 60_000, systemClock)(conversation);
const read = (here: string) => readWaiting(space.redis, space.keys, here);

test('where nobody asks nobody waits', async () => {
  const nothing = { conversations: 0, answers: 0, questions: 0, here: [], elsewhere: [], more: 0 };
  expect(await read('paper:c1')).toEqual(nothing);
});

test('this chat is told of first, then those who came first, and for how long the oldest question waits', async () => {
  await ask({ chat: chat('-2', '读书会') }, 30);
  await ask({ chat: chat('-2', '读书会') }, 10);
  await ask({ chat: chat('-3') }, 90);
  await ask({ chat: chat('-1'), topic: '4' }, 5);
  const { here, elsewhere, ...totals } = await read('paper:-1');
  expect(totals).toEqual({ conversations: 3, answers: 0, questions: 4, more: 0 });
  expect(here).toMatchObject([{ chat: 'paper:-1', name: '#4', waiting: { count: 1 } }]);
  expect(elsewhere).toMatchObject([
    { chat: 'paper:-3', waiting: { count: 1 } },
    { chat: 'paper:-2', name: '读书会', waiting: { count: 2 } },
  ]);
  for (const [row, seconds] of [
    [here[0], 5],
    [elsewhere[0], 90],
    [elsewhere[1], 30],
  ] as const) {
    expect(row?.waiting?.longestMs).toBeGreaterThanOrEqual(seconds * 1000);
  }
});

test('an answer that is being made is told apart from questions behind it, and one with text from one without', async () => {
  const conversation = await ask({ chat: chat('-1') }, 60);
  await ask({ chat: chat('-1') }, 20);
  const turn = await begin(conversation);
  const made = await read('paper:-1');
  expect(made).toMatchObject({ conversations: 1, answers: 1, questions: 1 });
  expect(made.here).toMatchObject([{ answer: { isWriting: false }, waiting: { count: 1 } }]);
  const { answer, waiting } = made.here[0] ?? {};
  expect(answer?.forMs).toBeGreaterThanOrEqual(60_000);
  expect(waiting?.longestMs).toBe(Number(answer?.forMs) - 40_000);
  await turn?.hold({ shown: '写了一点' });
  expect((await read('paper:-1')).here).toMatchObject([{ answer: { isWriting: true } }]);
  await turn?.settle({ history: 'nothing', counts: [] });
  const [left] = (await read('paper:-1')).here;
  expect(left?.answer).toBeUndefined();
  expect(left?.waiting?.count).toBe(1);
});

test('where a conversation is one person’s own, that person is named', async () => {
  await ask({ chat: { id: '7', kind: 'direct' }, sender: { id: '7', name: '小王' } });
  await ask({ chat: chat('-5', '群'), sender: { id: '8', name: '小李' } }, 0, 'member');
  const { elsewhere } = await read('paper:1');
  expect(elsewhere.map(({ name }) => name).sort()).toEqual(['小王', '群 · 小李']);
});

test('nothing of what people wrote is read', async () => {
  const conversation = await ask({ text: '我的秘密', quoted: { text: '别人的秘密', fromBot: false } });
  const turn = await begin(conversation);
  await turn?.hold({ shown: '答案里的秘密' });
  await ask({ text: '还有秘密' });
  expect(JSON.stringify(await read('paper:c1'))).not.toContain('秘密');
});

test('of very many conversations some are listed and all are counted', async () => {
  for (let i = 0; i < 320; i += 1) await ask({ chat: chat(`-${1000 + i}`) });
  for (let topic = 0; topic < 6; topic += 1) await ask({ chat: chat('-1'), topic: String(topic) });
  const { here, elsewhere, ...totals } = await read('paper:-1');
  expect([here.length, elsewhere.length]).toEqual([4, 6]);
  expect(totals).toEqual({ conversations: 326, answers: 0, questions: 326, more: 316 });
});

test('a clock that is ahead makes nobody wait for less than no time', async () => {
  await ask({}, -500);
  const { here } = await read('paper:c1');
  expect(here[0]?.waiting?.longestMs).toBeGreaterThanOrEqual(0);
});
