import type { Clock } from './clock.ts';

/** For so long a verdict holds, milliseconds. */
const freshMs = 1000;

/**
 * Asks again whose a reply is, to be called right before each write: whoever has waited, or stood still, may have been
 * followed by another process.
 * @param ask rejects when it is another process's by now; it was asked just before
 */
export function stillOurs(clock: Pick<Clock, 'now'>, ask: () => Promise<unknown>): () => Promise<void> {
  let askedAt = clock.now();
  return async () => {
    // A clock that was set back says nothing.
    if (Math.abs(clock.now() - askedAt) <= freshMs) return;
    askedAt = clock.now();
    await ask();
  };
}
