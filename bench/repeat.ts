import type { Row } from './row.ts';
import { median } from './support/percentile.ts';

/** A row of several runs: the median, and how far the runs lay apart. */
export interface Repeated extends Row {
  readonly least: number;
  readonly most: number;
}

/** Several runs of one benchmark as one; every run has the same rows in the same order. */
export function summarize(runs: readonly (readonly Row[])[]): Repeated[] {
  const [first = []] = runs;
  return first.map((row, index) => {
    const values = runs.flatMap(run => run[index]?.value ?? []);
    return { ...row, value: median(values), least: Math.min(...values), most: Math.max(...values) };
  });
}
