import { Queue } from 'bullmq';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTurnQueue, type TurnQueue, turnQueueName } from '../../src/dispatch/turn-queue.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
let queue: TurnQueue;
let jobs: Queue;
beforeEach(() => {
  space = openSpace();
  queue = openTurnQueue(space.redis, space.keys);
  jobs = new Queue(turnQueueName, { connection: space.redis, prefix: space.keys.queues });
});
afterEach(async () => {
  await queue.close();
  await jobs.close();
  await space.close();
});

const waiting = async () => (await jobs.getWaiting()).map(({ data }) => data.conversation);

test('however often it is rung, one wake-up waits for a conversation, and each keeps its place', async () => {
  for (const conversation of ['a', 'b', 'a', 'a', 'c', 'b']) await queue.ring(conversation);
  expect((await waiting()).sort()).toEqual(['a', 'b', 'c']);
  expect(await queue.ringing(['a', 'b', 'c', 'd'])).toEqual([true, true, true, false]);
});

test('two processes that ring at once wake once', async () => {
  const other = openTurnQueue(space.connect(), space.keys);
  await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? queue : other).ring('a')));
  await other.close();
  expect(await waiting()).toEqual(['a']);
});

test('what is well is not repaired', async () => {
  await queue.ring('a');
  expect(await queue.repair('a')).toBe(false);
  expect(await waiting()).toEqual(['a']);
});

test('two repairs at once leave one wake-up', async () => {
  await Promise.all([queue.repair('a'), queue.repair('a')]);
  expect(await waiting()).toEqual(['a']);
});

test('a conversation may be named as the platforms name theirs', async () => {
  const name = 'feishu:oc_a:t{omt}:m*ou 李';
  await queue.ring(name);
  expect(await queue.ringing([name])).toEqual([true]);
  expect(await waiting()).toEqual([name]);
});
