import type { Clock } from '../clock.ts';

/** A person who waits longer than this gets the reply early (contract). */
const earlyMs = 2_000;
/** How often it may change while there is nothing better to show (contract). */
const renewMs = 10_000;

/**
 * Keeps whoever waits company: shows words when the wait has lasted 2 s, and new ones every 10 s where they changed.
 * Ends when the signal is aborted.
 * @param waitedMs how long the wait has lasted already
 */
export async function keepCompany(
  waitedMs: number,
  words: () => string,
  show: (markdown: string) => void,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  try {
    await clock.sleep(earlyMs - waitedMs, signal);
    for (;;) {
      show(words());
      await clock.sleep(renewMs, signal);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
