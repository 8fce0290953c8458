import type { Span } from '../judge/evidence.ts';
import { now } from './now.ts';

const everyMs = 5;
/** What a timer is late by at rest. */
const usualMs = 10;

/**
 * Watches when this process's loop stands still, so that calls are seen too late: those that came meanwhile, only after the
 * timer that tells of it. So a stall lasts until the timer's next time. @returns ends it, and tells
 */
export function watchStalls(): () => readonly Span[] {
  const stalls: Span[] = [];
  let last = now();
  /** When a stall began that the timer has told of, and that lasts. */
  let from: number | undefined;
  const look = () => {
    const at = now();
    if (from !== undefined) stalls.push({ from, until: at });
    from = at - last > everyMs + usualMs ? last : undefined;
    last = at;
  };
  const timer = setInterval(look, everyMs);
  return () => {
    clearInterval(timer);
    if (from !== undefined) look();
    return stalls;
  };
}
