import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Errand } from '../errand.ts';
import { jsonOf } from '../json.ts';
import type { Keys } from '../keys.ts';
import { keysUnder } from '../redis/keys-under.ts';
import { errandQueueName } from './errands.ts';
import { openQueue } from './queue.ts';

/** See `jobIdOf`: beside its jobs, a queue has lists, locks and a log of events. */
const jobKey = /:(e[0-9a-f]{32})$/;

/** Takes errands that wait, or have failed, out of their queue; one that is being run goes on. Safe to repeat. */
export async function dropErrands(
  redis: Redis,
  keys: Keys,
  isMeant: (errand: Errand) => boolean,
): Promise<void> {
  await eachErrand(redis, keys, async (queue, id, errand) => {
    if (isMeant(errand)) await queue.remove(id);
  });
}

/**
 * Puts other errands in the place of some; one that is being run becomes the other when it is tried again. Safe to repeat.
 * @param insteadOf absent: it stays
 */
export async function replaceErrands(
  redis: Redis,
  keys: Keys,
  insteadOf: (errand: Errand) => Errand | undefined,
): Promise<void> {
  await eachErrand(redis, keys, async (queue, id, errand) => {
    const other = insteadOf(errand);
    if (other === undefined) return;
    const job: Job<Errand> | undefined = await queue.getJob(id);
    // One that is done by now is gone.
    await job?.updateData(other).catch(async (error: unknown) => {
      if (await queue.getJob(id)) throw error;
    });
  });
}

/** Looks at all errands that are in the queue. */
async function eachErrand(
  redis: Redis,
  keys: Keys,
  look: (queue: Queue<Errand>, id: string, errand: Errand) => Promise<void>,
): Promise<void> {
  const { ready, close } = openQueue<Errand>(errandQueueName, redis, keys);
  try {
    const queue = await ready();
    for await (const found of keysUnder(redis, `${keys.queues}:${errandQueueName}`)) {
      const ids = found.flatMap(key => jobKey.exec(key)?.[1] ?? []);
      const data = await Promise.all(ids.map(id => redis.hget(queue.toKey(id), 'data')));
      await Promise.all(
        ids.map(async (id, index) => {
          const errand = jsonOf(data[index] ?? '') as Errand | undefined;
          if (errand !== undefined) await look(queue, id, errand);
        }),
      );
    }
  } finally {
    await close();
  }
}
