import { type Granted, guardMs } from './budget.ts';
import type { RedisTime } from './redis-time.ts';
import type { Waiter } from './waiter.ts';

/** Where those who hold a start wait until its time comes. */
export interface Turnstile {
  /** Returns at once. */
  admit(waiter: Waiter, granted: Granted): void;
  /** Who would pass within `ms` milliseconds has come too late. */
  close(ms: number): void;
}

interface Needs {
  readonly time: RedisTime;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  /** Whether somebody still waits: they may leave at any moment. */
  readonly isWaiting: (waiter: Waiter) => boolean;
  readonly pass: (waiter: Waiter, granted: Granted) => void;
  readonly tooLate: (waiter: Waiter, granted: Granted) => void;
}

export function openTurnstile({ time, now, isWaiting, pass, tooLate }: Needs): Turnstile {
  let closedUntil = Number.NEGATIVE_INFINITY;
  /** Many may hear of their starts at once: each begins before the next one's time is looked at. */
  let passing = Promise.resolve();

  function passInTime(waiter: Waiter, granted: Granted) {
    if (!isWaiting(waiter)) return;
    const early = time.until(granted.start);
    if (early > 0) {
      waiter.timer = setTimeout(passInTime, Math.ceil(early), waiter, granted);
    } else if (time.past(granted.start) > guardMs || now() < closedUntil) {
      tooLate(waiter, granted);
    } else {
      pass(waiter, granted);
    }
  }

  return {
    admit(waiter, granted) {
      passing = passing.then(() => passInTime(waiter, granted));
    },
    close(ms) {
      closedUntil = Math.max(closedUntil, now() + ms);
    },
  };
}
