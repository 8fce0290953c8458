import type { Clock } from './clock.ts';
import { Superseded } from './errors.ts';

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

/**
 * Writes something down that only a reply's owner may write. Whoever stood still meanwhile asks again whose it is, and may
 * hear then that another process goes on, and knows what was written: the `Superseded` says so.
 * @param write rejects, and writes nothing, when the reply is another process's
 * @returns the newest verdict
 */
export async function noteAsOurs<T>(
  clock: Pick<Clock, 'now'>,
  write: () => Promise<T>,
  ask: () => Promise<T>,
): Promise<T> {
  const confirmOurs = stillOurs(clock, ask);
  const verdict = await write();
  try {
    return (await confirmOurs()) ?? verdict;
  } catch (error) {
    throw error instanceof Superseded ? new Superseded(error.message, true) : error;
  }
}
