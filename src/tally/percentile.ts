import { firstTextBucketsMs } from './counters.ts';

/** How often each bucket of first texts was met, by its upper bound in milliseconds. */
export type Histogram = ReadonlyMap<number, number>;

/** Within how many milliseconds half, and 95 of 100, of the answers showed their first text. */
export interface FirstText {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** @returns undefined where there was none */
export function firstTextOf(histogram: Histogram): FirstText | undefined {
  const isEmpty = [...histogram.values()].every(count => count <= 0);
  return isEmpty ? undefined : { p50Ms: percentile(histogram, 0.5), p95Ms: percentile(histogram, 0.95) };
}

/** The bucket below which a share of all counted values lies; 0 for none. */
function percentile(histogram: Histogram, share: number): number {
  const wanted = share * [...histogram.values()].reduce((sum, count) => sum + count, 0);
  let passed = 0;
  for (const bound of firstTextBucketsMs) {
    passed += histogram.get(bound) ?? 0;
    if (passed >= wanted) return bound;
  }
  return 0;
}
