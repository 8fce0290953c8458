/** Time and chance, as arguments: nothing else in the code reads them. */
export interface Clock {
  /** Unix milliseconds. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** [0, 1) */
  random(): number;
}

export const systemClock: Clock = {
  now: Date.now,
  random: Math.random,
  // Not `timers/promises`: each wait that is cut short would cost two errors with their stacks, and most are.
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const cutShort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', cutShort);
        resolve();
      }, ms);
      signal?.addEventListener('abort', cutShort, { once: true });
    }),
};
