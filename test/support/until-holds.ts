import { vi } from 'vitest';

/** Polls until `check` throws no more: for expectations that come true in a while. */
export const untilHolds = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 10_000, interval: 20 });
