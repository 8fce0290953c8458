import type { Redis } from 'ioredis';
import type { Clock } from '../clock.ts';
import type { Keys } from '../keys.ts';
import type { Log } from '../log.ts';
import type { TurnQueue } from './turn-queue.ts';

const sweepEveryMs = 5_000;
/** Two locks of a worker: younger turns may still be taken over by BullMQ itself. */
const overdueMs = 20_000;
/** Conversations looked at in one round trip. */
const batch = 200;
/** A wake-up that stands for longer than this may be a dead one. */
const suspectMs = 60_000;

/** Finds conversations that wait without a wake-up and rings for them: what should never be needed, and heals if it is. */
export function sweeper(redis: Redis, keys: Keys, queue: Pick<TurnQueue, 'ringing' | 'repair'>, log: Log) {
  return async (now: number): Promise<number> => {
    let repaired = 0;
    for (let offset = 0; ; offset += batch) {
      const due = await redis.zrangebyscore(
        keys.pending,
        '-inf',
        now - overdueMs,
        'WITHSCORES',
        'LIMIT',
        offset,
        batch,
      );
      const waiting = Array.from({ length: due.length / 2 }, (_, i) => ({
        conversation: due[2 * i] as string,
        since: Number(due[2 * i + 1]),
      }));
      const ringing = await queue.ringing(waiting.map(({ conversation }) => conversation));
      for (const [i, { conversation, since }] of waiting.entries()) {
        if (ringing[i] && now - since < suspectMs) continue;
        if (!(await queue.repair(conversation))) continue;
        repaired += 1;
        log('turn.swept', { conversation });
      }
      if (waiting.length < batch) return repaired;
    }
  };
}

/** Sweeps until the signal is aborted. */
export async function sweepForEver(
  sweep: (now: number) => Promise<number>,
  clock: Clock,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(sweepEveryMs * (0.5 + clock.random()), signal).catch(() => {});
    if (signal.aborted) return;
    await sweep(clock.now()).catch((error: unknown) => log('redis.failed', { error }));
  }
}
