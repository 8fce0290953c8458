import { Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Clock } from '../clock.ts';
import { Superseded } from '../errors.ts';
import type { Keys } from '../keys.ts';
import type { Log } from '../log.ts';
import { holdLock, lockOptions } from './hold-lock.ts';
import { type TurnQueue, turnQueueName, type WakeUp } from './turn-queue.ts';

/** Before a turn that threw is tried again. */
const failurePauseMs = 1000;

export interface TurnWorker {
  /** Takes no new turns; resolves when the running ones have ended. */
  close(): Promise<void>;
}

/**
 * Runs turns: one message of one conversation for each job, and the conversation to the end of the line when more wait.
 * @param takeTurn answers the head message; returns how many still wait
 * @param redis a patient connection; BullMQ duplicates it for its blocking call
 * @param atOnce turns in this process, waiting ones included
 */
export function startTurnWorker(parts: {
  redis: Redis;
  keys: Keys;
  queue: Pick<TurnQueue, 'ring'>;
  takeTurn: (conversation: string) => Promise<number>;
  atOnce: number;
  clock: Clock;
  log: Log;
}): TurnWorker {
  const { queue, takeTurn, clock, log } = parts;
  const worker = new Worker<WakeUp>(
    turnQueueName,
    async job => {
      const { conversation } = job.data;
      try {
        const waiting = await holdLock(job, () => takeTurn(conversation));
        if (waiting > 0) await queue.ring(conversation);
      } catch (error) {
        if (error instanceof Superseded) return; // its new owner goes on
        log('turn.failed', { conversation, error });
        await clock.sleep(failurePauseMs);
        await queue.ring(conversation);
      }
    },
    {
      connection: parts.redis,
      prefix: parts.keys.queues,
      concurrency: parts.atOnce,
      ...lockOptions,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    },
  );
  worker.on('error', error => log('redis.failed', { error }));
  return { close: () => worker.close() };
}
