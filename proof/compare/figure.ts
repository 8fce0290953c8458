import { median } from '../../bench/support/percentile.ts';

/** One thing that was seen of one bot. */
export interface Figure {
  readonly what: string;
  /** Missing: it was waited for in vain. */
  readonly value: number | undefined;
  /** `ms`, `MB`, `of 5`, … */
  readonly unit: string;
  /** Missing: it is told for itself, and says nothing of the bot. */
  readonly better?: 'less' | 'more';
}

/** What each run gave. */
export type Values = readonly (number | undefined)[];

/** What was seen of both bots. */
export interface Row extends Omit<Figure, 'value'> {
  readonly scene: string;
  readonly naive: Values;
  readonly yanqiao: Values;
}

/** The figures of both bots side by side; a scene gives both the same ones in the same order. */
export function rowsOf(scene: string, naive: readonly Figure[], yanqiao: readonly Figure[]): Row[] {
  return naive.map(({ value, ...rest }, index) => ({
    scene,
    ...rest,
    naive: [value],
    yanqiao: [yanqiao[index]?.value],
  }));
}

/** Several runs of one scene as one. */
export function together(runs: readonly (readonly Row[])[]): Row[] {
  const [first = []] = runs;
  return first.map((row, index) => ({
    ...row,
    naive: runs.flatMap(run => run[index]?.naive ?? []),
    yanqiao: runs.flatMap(run => run[index]?.yanqiao ?? []),
  }));
}

/** The median; nothing where one run waited in vain. */
export function middle(values: Values): number | undefined {
  const seen = values.filter(value => value !== undefined);
  return seen.length < values.length || seen.length === 0 ? undefined : median(seen);
}

/** Whose figure is the better one; `same` where they are equal as they are printed. */
export function betterOf({ better, ...row }: Row): 'naive' | 'yanqiao' | 'same' | '' {
  if (!better) return '';
  const [naive, yanqiao] = [middle(row.naive), middle(row.yanqiao)];
  if (naive === undefined || yanqiao === undefined) {
    if (naive === yanqiao) return 'same';
    return naive === undefined ? 'yanqiao' : 'naive';
  }
  if (digits(naive) === digits(yanqiao)) return 'same';
  return naive < yanqiao === (better === 'less') ? 'naive' : 'yanqiao';
}

/** Three digits say what can be said. */
export function digits(value: number): string {
  if (Number.isInteger(value) || value >= 1000) return String(Math.round(value));
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2);
}
