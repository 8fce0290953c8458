/**
 * How fast quotas that were used up whole followed each other, as a share of one a second. Unlike a plain count over
 * time it does not depend on where in a second the measurement ends.
 * @param starts ascending, microseconds
 */
export function shareUsed(starts: readonly number[], qps: number): number {
  const whole = Math.floor((starts.length - 1) / qps);
  const passed = (starts[whole * qps] ?? 0) - (starts[0] ?? 0);
  return (whole * 1_000_000) / passed;
}
