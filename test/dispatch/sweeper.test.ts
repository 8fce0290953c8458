import { Queue } from 'bullmq';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openMailbox } from '../../src/conversation/mailbox.ts';
import { digestOf } from '../../src/digest.ts';
import { sweeper, sweepForEver } from '../../src/dispatch/sweeper.ts';
import { openTurnQueue, type TurnQueue, turnQueueName } from '../../src/dispatch/turn-queue.ts';
import { silentLog } from '../../src/log.ts';
import { eventually } from '../support/eventually.ts';
import { aMessage } from '../support/messages.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
let queue: TurnQueue;
let jobs: Queue;
let sweep: (now: number) => Promise<number>;

beforeEach(() => {
  space = openSpace();
  queue = openTurnQueue(space.redis, space.keys);
  jobs = new Queue(turnQueueName, { connection: space.redis, prefix: space.keys.queues });
  sweep = sweeper(space.redis, space.keys, queue, silentLog);
});
afterEach(async () => {
  await queue.close();
  await jobs.close();
  await space.close();
});

const inTwoMinutes = () => Date.now() + 120_000;
const waiting = async () => (await jobs.getWaiting()).map(({ data }) => data.conversation).sort();

/** A question that waits, and its wake-up. */
async function asked(conversation: string): Promise<void> {
  const mailbox = openMailbox(space.redis, space.keys, { queueLimit: 9, conversationTtlMs: 60_000 });
  await mailbox.accept(conversation, { message: aMessage(), retry: false });
  await queue.ring(conversation);
}

test('a wake-up that stands is left alone', async () => {
  await asked('telegram:1');
  expect(await sweep(inTwoMinutes())).toBe(0);
  expect(await waiting()).toEqual(['telegram:1']);
});

test('a young turn is left alone, also without a wake-up', async () => {
  await asked('telegram:1');
  await jobs.obliterate();
  expect(await sweep(Date.now())).toBe(0);
});

test('a wake-up that was lost with all its traces is rung anew, once', async () => {
  await asked('telegram:1');
  await jobs.obliterate({ force: true });
  await jobs.removeDeduplicationKey(digestOf('telegram:1'));
  expect(await sweep(inTwoMinutes())).toBe(1);
  expect(await sweep(inTwoMinutes())).toBe(0);
  expect(await waiting()).toEqual(['telegram:1']);
});

test('a mark whose job is gone is cleared, and rung anew', async () => {
  await asked('telegram:1');
  const id = await jobs.getDeduplicationJobId(digestOf('telegram:1'));
  await space.redis.del(jobs.toKey(id ?? ''));
  await space.redis.lrem(jobs.toKey('wait'), 0, id ?? '');
  expect(await queue.ringing(['telegram:1', 'telegram:2'])).toEqual([true, false]);
  expect(await sweep(inTwoMinutes())).toBe(1);
  expect(await waiting()).toEqual(['telegram:1']);
});

test('a job that stands in no list is taken away, and rung anew', async () => {
  await asked('telegram:1');
  const id = await jobs.getDeduplicationJobId(digestOf('telegram:1'));
  await space.redis.lrem(jobs.toKey('wait'), 0, id ?? '');
  expect(await sweep(inTwoMinutes())).toBe(1);
  expect(await waiting()).toEqual(['telegram:1']);
});

test('one sweep heals more conversations than one look takes in', async () => {
  const many = Array.from({ length: 450 }, (_, i) => `telegram:${i}`);
  await space.redis.zadd(space.keys.pending, ...many.flatMap(id => [1, id]));
  expect(await sweep(Date.now())).toBe(450);
  expect(await waiting()).toEqual([...many].sort());
});

test('sweeping goes on after a sweep that failed, until it is told to end', async () => {
  const end = new AbortController();
  let sweeps = 0;
  const swept = sweepForEver(
    async () => {
      sweeps += 1;
      throw new Error('Redis is away');
    },
    { ...systemClock, sleep: (_, signal) => systemClock.sleep(1, signal) },
    end.signal,
    silentLog,
  );
  await eventually('a second sweep', () => sweeps >= 2);
  end.abort();
  await swept;
});
