import type { Clock } from './clock.ts';
import { type LinkedAbort, linkedAbort } from './linked-abort.ts';

/** As `linkedAbort`, which ends by itself after `ms` milliseconds. */
export function timedAbort(other: AbortSignal, ms: number, clock: Pick<Clock, 'sleep'>): LinkedAbort {
  const own = linkedAbort(other);
  clock.sleep(ms, own.signal).then(own.end, () => {});
  return own;
}
