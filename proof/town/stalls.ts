import type { Span } from '../judge/evidence.ts';
import { now } from './now.ts';

const everyMs = 5;
/** What a timer is late by at rest. */
const usualMs = 10;
/** How often in a row the timer comes in time when all is caught up with that came meanwhile: what lies between is seen late. */
const calmTimes = 2;

/**
 * Watches when this process's loop stands still, so that calls are seen too late: those that came meanwhile, only after the
 * timer that tells of it. Of one that came with a connection of its own, the loop's next turn only lets the connection in, and
 * the one after that sees the call; so a stall lasts until the timer has come in time twice. @returns ends it, and tells
 */
export function watchStalls(): () => readonly Span[] {
  const stalls: Span[] = [];
  let last = now();
  /** When a stall began that the timer has told of, and that lasts. */
  let from: number | undefined;
  let calm = 0;
  const look = () => {
    const at = now();
    const isLate = at - last > everyMs + usualMs;
    calm = isLate ? 0 : calm + 1;
    if (isLate) from ??= last;
    last = at;
    if (from === undefined || calm < calmTimes) return;
    stalls.push({ from, until: at });
    from = undefined;
  };
  // Who is interrupted never ends it: it keeps no process alive.
  const timer = setInterval(look, everyMs).unref();
  return () => {
    clearInterval(timer);
    return from === undefined ? stalls : [...stalls, { from, until: now() }];
  };
}
