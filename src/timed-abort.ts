import type { Clock } from './clock.ts';
import { type LinkedAbort, linkedAbort } from './linked-abort.ts';

/** Whoever wakes up from a standstill has used up one of so many parts of the time, and not all: what came meanwhile is heard. */
const parts = 5;

/** As `linkedAbort`, which ends by itself after `ms` milliseconds. */
export function timedAbort(other: AbortSignal, ms: number, clock: Pick<Clock, 'sleep'>): LinkedAbort {
  const own = linkedAbort(other);
  // A timer may come a millisecond early.
  const partMs = Math.ceil(ms / parts) + 1;
  const passTime = async () => {
    for (let part = 0; part < parts; part += 1) await clock.sleep(partMs, own.signal);
  };
  passTime().then(own.end, () => {});
  return own;
}
