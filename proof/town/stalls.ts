import type { Span } from '../judge/evidence.ts';
import { now } from './now.ts';

const everyMs = 5;
/** What a timer is late by at rest. */
const usualMs = 10;

/** Watches when this process's loop stands still, so that calls are seen too late. @returns ends it, and tells */
export function watchStalls(): () => readonly Span[] {
  const stalls: Span[] = [];
  let last = now();
  const timer = setInterval(() => {
    const at = now();
    if (at - last > everyMs + usualMs) stalls.push({ from: last, until: at });
    last = at;
  }, everyMs);
  return () => {
    clearInterval(timer);
    return stalls;
  };
}
