const firstMs = 1000;
const longestMs = 30_000;

/**
 * How long to wait after a failure, milliseconds: 1, 2, 4 … 30 s, each shortened by up to a half, so that the
 * processes of one bot do not come all at once.
 * @param failures how many there were before this one
 * @param random [0, 1)
 */
export function backoffMs(failures: number, random: number): number {
  return Math.round(Math.min(firstMs * 2 ** failures, longestMs) * (0.5 + random / 2));
}
