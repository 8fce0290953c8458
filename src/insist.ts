import type { Clock } from './clock.ts';
import type { WriteBudget, WriteWindow } from './write-budget.ts';

const firstRetryMs = 500;
const longestRetryMs = 8000;

/** How long something is tried. */
export interface Insistence {
  readonly clock: Clock;
  /** Unix milliseconds. */
  readonly deadline: number;
}

/**
 * Repeats an attempt with growing pauses.
 * @param isWorthIt whether to try again after this error; may do what the error asks for
 * @returns what the first good attempt gave; throws the last error when it is not worth it, or when the deadline passes
 */
export async function insist<T>(
  attempt: () => Promise<T>,
  isWorthIt: (error: unknown) => Promise<boolean>,
  { clock, deadline }: Insistence,
): Promise<T> {
  for (let retryMs = firstRetryMs; ; retryMs = Math.min(retryMs * 2, longestRetryMs)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(await isWorthIt(error)) || clock.now() + retryMs > deadline) throw error;
      await clock.sleep(retryMs);
    }
  }
}

/** Takes a write from the budget, as soon as it is there. @returns 0, or how long it would take when that is too long */
export async function pay(
  budget: WriteBudget,
  windows: readonly WriteWindow[],
  { clock, deadline }: Insistence,
): Promise<number> {
  for (;;) {
    const waitMs = await budget.take(windows);
    if (waitMs === 0 || clock.now() + waitMs > deadline) return waitMs;
    await clock.sleep(waitMs);
  }
}
