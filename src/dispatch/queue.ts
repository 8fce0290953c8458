import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';

/** Nobody reads BullMQ's log of events, which has no end in time: about so many stay, and it costs least to keep a hundred. */
const eventsKept = 100;

/** A queue to put jobs into. */
export interface OpenQueue<Data> {
  /** The queue, to be used at once. Rejects while Redis is away. */
  ready(): Promise<Queue<Data>>;
  close(): Promise<void>;
}

/**
 * Opens a queue. BullMQ asks Redis for its version first, and a queue whose question was lost fails for ever: it is
 * opened anew for whoever needs it next.
 */
export function openQueue<Data>(
  name: string,
  redis: Redis,
  keys: Keys,
  defaultJobOptions: JobsOptions = {},
): OpenQueue<Data> {
  const open = () => {
    const queue = new Queue<Data>(name, {
      connection: redis,
      prefix: keys.queues,
      skipWaitingForReady: true,
      defaultJobOptions,
      streams: { events: { maxLen: eventsKept } },
    });
    queue.on('error', () => {}); // the connection's owner logs it
    return queue;
  };
  let queue = open();
  return {
    async ready() {
      const current = queue;
      try {
        await current.waitUntilReady();
        return current;
      } catch (error) {
        if (queue === current) {
          queue = open();
          await current.close().catch(() => {});
        }
        throw error;
      }
    },
    close: () => queue.close(),
  };
}
