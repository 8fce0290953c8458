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
  const { ready, close } = openQueue<Errand>(errandQueueName, redis, keys);
  try {
    const queue = await ready();
    for await (const found of keysUnder(redis, `${keys.queues}:${errandQueueName}`)) {
      const ids = found.flatMap(key => jobKey.exec(key)?.[1] ?? []);
      const data = await Promise.all(ids.map(id => redis.hget(queue.toKey(id), 'data')));
      const meant = ids.filter((_, index) => {
        const errand = jsonOf(data[index] ?? '') as Errand | undefined;
        return errand !== undefined && isMeant(errand);
      });
      await Promise.all(meant.map(id => queue.remove(id)));
    }
  } finally {
    await close();
  }
}
