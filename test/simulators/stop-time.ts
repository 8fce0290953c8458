import { onTestFinished, vi } from 'vitest';

/**
 * Stops the time of this process's simulators until the test is over, but for what `advance` moves: calls of which so many
 * are borne in a second are then made within one, however busy the machine is.
 */
export function stopTime(): void {
  const standing = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
  onTestFinished(() => standing.mockRestore());
}
