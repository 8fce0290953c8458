import type { Clock } from '../clock.ts';

/** A reading that many ask for, made anew only when the last one is older than this. @param ms how old it may be */
export function recent<T>(read: () => Promise<T>, ms: number, clock: Pick<Clock, 'now'>): () => Promise<T> {
  let last: { readonly at: number; readonly reading: Promise<T> } | undefined;
  return () => {
    const now = clock.now();
    // A clock that was set back makes it new, too.
    if (last && Math.abs(now - last.at) < ms) return last.reading;
    const mine = { at: now, reading: read() };
    last = mine;
    mine.reading.catch(() => {
      if (last === mine) last = undefined;
    });
    return mine.reading;
  };
}
