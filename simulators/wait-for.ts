import { type EventEmitter, once } from 'node:events';

/** What a look that is awaited comes to: anything but what counts as nothing. */
export type Found<T> = Exclude<T, undefined | null | false | 0 | ''>;

/** Resolves with the first truthy value of `look`, asked anew after each `change`. Rejects after `timeoutMs`. */
export async function waitFor<T>(
  changes: EventEmitter,
  look: () => T,
  timeoutMs = 10_000,
): Promise<Found<T>> {
  const signal = AbortSignal.timeout(timeoutMs);
  for (;;) {
    const value = look();
    if (value) return value as Found<T>;
    await once(changes, 'change', { signal }).catch(() => {
      throw new Error(`nothing of the kind happened within ${timeoutMs} ms: ${look}`);
    });
  }
}
