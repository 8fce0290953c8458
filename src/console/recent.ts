import type { Clock } from '../clock.ts';

/**
 * A reading that many ask for, made anew only when the last one is too old.
 * @param keepMs how old it may be, by how long it took: what costs much is read seldom; milliseconds
 */
export function recent<T>(
  read: () => Promise<T>,
  keepMs: (tookMs: number) => number,
  clock: Pick<Clock, 'now'>,
): () => Promise<T> {
  let last: { readonly reading: Promise<T>; readonly at: number; until: number } | undefined;
  return () => {
    const at = clock.now();
    // A clock that was set back makes it new, too.
    if (last && last.at <= at && at < last.until) return last.reading;
    const mine = { reading: read(), at, until: Number.POSITIVE_INFINITY };
    last = mine;
    mine.reading.then(
      () => {
        const now = clock.now();
        mine.until = now + keepMs(now - at);
      },
      () => {
        mine.until = 0;
      },
    );
    return mine.reading;
  };
}
