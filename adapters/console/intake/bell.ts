import type { Clock } from '../../../src/clock.ts';

/** Wakes who waits for something to happen in this process. One waits at a time. */
export interface Bell {
  ring(): void;
  /** Resolves once it has rung since the last wait, or after `ms`. Rejects when `signal` aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export function openBell(clock: Pick<Clock, 'sleep'>): Bell {
  let hasRung = false;
  let wake = () => {};
  return {
    ring() {
      hasRung = true;
      wake();
    },
    async wait(ms, signal) {
      if (!hasRung) {
        const woken = new AbortController();
        wake = () => woken.abort();
        await clock.sleep(ms, AbortSignal.any([woken.signal, signal])).catch(() => {});
        wake = () => {};
      }
      signal.throwIfAborted();
      hasRung = false;
    },
  };
}
