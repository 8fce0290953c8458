import type { Clock } from '../../../src/clock.ts';

export interface VirtualClock extends Clock {
  /** Moves the time on, and lets what was waited for happen in its order. */
  advance(ms: number): Promise<void>;
}

/** Time that passes only when it is told to; chance is the shortest. */
export function virtualClock(): VirtualClock {
  let now = 1_700_000_000_000;
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  const settle = () => new Promise<void>(resolve => setImmediate(resolve));
  return {
    now: () => now,
    random: () => 0,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = { at: now + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    async advance(ms) {
      const until = now + ms;
      for (;;) {
        await settle();
        const [next] = [...sleepers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = Math.max(now, next.at);
        sleepers.delete(next);
        next.wake();
      }
      now = until;
    },
  };
}
