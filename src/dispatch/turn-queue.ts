import type { Redis } from 'ioredis';
import { digestOf } from '../digest.ts';
import type { Keys } from '../keys.ts';
import { openQueue } from './queue.ts';

/** The name of the queue whose jobs say "this conversation has work". */
export const turnQueueName = 'turns';

/** What a wake-up carries; the mailbox has the rest. */
export interface WakeUp {
  readonly conversation: string;
}

export interface TurnQueue {
  /** Makes sure that a worker will look at this conversation. Harmless when it has nothing. */
  ring(conversation: string): Promise<void>;
  /** Rings where the wake-up was lost, or stands in no list any more. @returns whether that was so. */
  repair(conversation: string): Promise<boolean>;
  /** Whether a wake-up stands for each of these conversations. */
  ringing(conversations: readonly string[]): Promise<boolean[]>;
  close(): Promise<void>;
}

export function openTurnQueue(redis: Redis, keys: Keys): TurnQueue {
  const { ready, close } = openQueue<WakeUp>(turnQueueName, redis, keys, {
    removeOnComplete: true,
    removeOnFail: true,
  });

  // BullMQ writes the id of a wake-up into its log of events, where it would stay: a digest.
  // `keepLastIfActive`: at most one wake-up waits; one that comes while the turn runs is put at the tail when it ends.
  const ring = async (conversation: string) => {
    const queue = await ready();
    await queue.add(
      'wake-up',
      { conversation },
      { deduplication: { id: digestOf(conversation), keepLastIfActive: true } },
    );
  };
  return {
    ring,
    async repair(conversation) {
      const queue = await ready();
      const id = digestOf(conversation);
      const jobId = await queue.getDeduplicationJobId(id);
      const job = jobId === null ? undefined : await queue.getJob(jobId);
      if (job && (await job.getState()) !== 'unknown') return false;
      if (jobId !== null) await queue.removeDeduplicationKey(id);
      await job?.remove();
      await ring(conversation);
      return true;
    },
    async ringing(conversations) {
      const queue = await ready();
      const found = await Promise.all(conversations.map(id => queue.getDeduplicationJobId(digestOf(id))));
      return found.map(id => id !== null);
    },
    close,
  };
}
