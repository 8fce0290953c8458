import { createHash } from 'node:crypto';
import { DelayedError, type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Clock } from '../clock.ts';
import type { Errand, SendErrand } from '../errand.ts';
import { PlatformFailure, Superseded } from '../errors.ts';
import type { Keys } from '../keys.ts';
import type { Log } from '../log.ts';
import { chatKey } from '../message.ts';
import { noteAsOurs } from '../still-ours.ts';
import { holdLock, lockOptions } from './hold-lock.ts';
import { openQueue } from './queue.ts';
import { rewriteJob } from './rewrite-job.ts';
import { openShares } from './shares.ts';

export interface Errands {
  readonly send: SendErrand;
  /** The errand of this id is not needed (any more). */
  skip(id: string): Promise<void>;
  close(): Promise<void>;
}

/** The name of the queue of errands. */
export const errandQueueName = 'errands';
const doneLifeMs = 48 * 3_600_000;
/** Tried for about a day: 1, 2, 4 … s, then every 5 minutes. */
const attempts = 300;
const longestBackoffMs = 300_000;
const atOnce = 50;
/** Of these for one chat: one that is slow to write to must not hold back the commands of all others. */
const atOnceInChat = 5;
/** When an errand beyond that is looked at again. */
const crowdedMs = 1000;

/** Job ids may hold neither `:` nor what people chose; a digest may. */
function jobIdOf(id: string): string {
  return `e${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}

export function openErrands(redis: Redis, keys: Keys): Errands {
  const { ready, close } = openQueue<Errand>(errandQueueName, redis, keys);
  return {
    async send(id, errand, afterMs = 0) {
      const jobId = jobIdOf(id);
      if (await redis.exists(keys.errandDone(jobId))) return;
      const queue = await ready();
      await queue.add(errand.kind, errand, {
        jobId,
        delay: afterMs,
        attempts,
        backoff: { type: 'custom' },
        removeOnComplete: true,
        removeOnFail: true,
      });
    },
    async skip(id) {
      await redis.set(keys.errandDone(jobIdOf(id)), 1, 'PX', doneLifeMs);
    },
    close,
  };
}

/**
 * Runs errands. One whose mark says that it was done before is not run again.
 * @param run does an errand; when it fails, it is tried again as what it has become by then. To become something rejects
 * with `Superseded` when another process does it by now
 */
export function startErrandWorker(parts: {
  redis: Redis;
  keys: Keys;
  run: (errand: Errand, become: (rest: Errand) => Promise<void>) => Promise<void>;
  clock: Clock;
  log: Log;
}): { close(): Promise<void> } {
  const { redis, keys, run, clock, log } = parts;
  const shares = openShares(atOnceInChat);

  async function become(job: Job<Errand>, rest: Errand): Promise<void> {
    const write = () => rewriteJob(redis, job, rest);
    await noteAsOurs(clock, write, write);
  }

  const worker = new Worker<Errand>(
    errandQueueName,
    async (job, token) => {
      const done = keys.errandDone(String(job.id));
      if (await redis.exists(done)) return;
      const giveBack = shares.take(chatOf(job.data));
      if (!giveBack) {
        await job.moveToDelayed(clock.now() + crowdedMs * (1 + clock.random()), token);
        throw new DelayedError();
      }
      try {
        await holdLock(job, () => run(job.data, rest => become(job, rest)));
      } catch (error) {
        if (error instanceof Superseded) return; // its new owner goes on
        log('errand.failed', { errand: job.name, error });
        const kind = error instanceof PlatformFailure ? error.kind : undefined;
        if (error instanceof PlatformFailure && kind === 'busy' && error.retryInMs > 0) {
          await job.moveToDelayed(clock.now() + error.retryInMs, token);
          throw new DelayedError();
        }
        // What can never be said is done with: nothing of it stays.
        // BullMQ writes down what it is thrown; a platform's own words may name people.
        if (kind !== 'gone' && kind !== 'refused') throw new Error(kind ?? 'failed');
      } finally {
        giveBack();
      }
      await redis.set(done, 1, 'PX', doneLifeMs);
    },
    {
      connection: redis,
      prefix: keys.queues,
      concurrency: atOnce,
      ...lockOptions,
      settings: {
        backoffStrategy: attempt =>
          Math.min(1000 * 2 ** (attempt - 1), longestBackoffMs) * (0.5 + clock.random() / 2),
      },
    },
  );
  worker.on('error', error => log('redis.failed', { error }));
  return { close: () => worker.close() };
}

function chatOf(errand: Errand): string {
  switch (errand.kind) {
    case 'command':
      return chatKey(errand.message);
    case 'forget':
      return chatKey(errand);
    default:
      return chatKey({ platform: errand.platform, chat: errand.target.chat });
  }
}
