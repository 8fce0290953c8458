import { type EventEmitter, once } from 'node:events';

/** What a look that is awaited comes to: anything but what counts as nothing. */
type Found<T> = Exclude<T, undefined | null | false | 0 | ''>;

/** Sees whatever a person or a test could notice. */
export interface Onlooker {
  /** Resolves with the first truthy value of `look`, asked anew after each change. Rejects after `timeoutMs`. */
  waitFor<T>(look: () => T, timeoutMs?: number): Promise<Found<T>>;
  /** Calls `listener` after each change; returns what ends it. */
  onChange(listener: () => void): () => void;
}

/** Looks at what emits `change`. */
export const onlooker = (changes: EventEmitter): Onlooker => ({
  async waitFor<T>(look: () => T, timeoutMs = 10_000) {
    const signal = AbortSignal.timeout(timeoutMs);
    for (;;) {
      const value = look();
      if (value) return value as Found<T>;
      await once(changes, 'change', { signal }).catch(() => {
        throw new Error(`nothing of the kind happened within ${timeoutMs} ms: ${look}`);
      });
    }
  },
  onChange(listener) {
    changes.on('change', listener);
    return () => changes.off('change', listener);
  },
});
