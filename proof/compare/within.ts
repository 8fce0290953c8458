import { setTimeout as delay } from 'node:timers/promises';

const lookMs = 200;

/** Looks until it holds, seldom: the simulators live in the same loop, and a busy one sees too late. @returns whether it came to that in time */
export async function within(limitMs: number, holds: () => boolean): Promise<boolean> {
  const until = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() > until) return false;
    await delay(lookMs);
  }
  return true;
}

/** Looks until it has held once for each of them. @returns whether it came to that in time */
export function eachWithin<T>(
  limitMs: number,
  items: readonly T[],
  holds: (item: T) => boolean,
): Promise<boolean> {
  let left = items;
  return within(limitMs, () => {
    left = left.filter(item => !holds(item));
    return left.length === 0;
  });
}
