import type { Clock } from './clock.ts';

/** For so long a verdict holds, milliseconds. */
const freshMs = 1000;

/**
 * Asks again whose a reply is, to be called right before each write: whoever has waited, or stood still, may have been
 * followed by another process.
 * @param ask rejects when it is another process's by now; it was asked just before
 * @returns gives the new verdict; undefined while the last one holds
 */
export function stillOurs<T>(clock: Pick<Clock, 'now'>, ask: () => Promise<T>): () => Promise<T | undefined> {
  let askedAt = clock.now();
  return async () => {
    // A clock that was set back says nothing.
    if (Math.abs(clock.now() - askedAt) <= freshMs) return undefined;
    askedAt = clock.now();
    return ask();
  };
}
