/** One thing that was seen of one bot. */
export interface Figure {
  readonly what: string;
  /** Missing: it was waited for in vain. */
  readonly value: number | undefined;
  /** `ms`, `MB`, `of 5`, … */
  readonly unit: string;
  readonly better: 'less' | 'more';
}

/** What was seen of both bots. */
export interface Row extends Omit<Figure, 'value'> {
  readonly scene: string;
  readonly naive: number | undefined;
  readonly yanqiao: number | undefined;
}

/** The figures of both bots side by side; a scene gives both the same ones in the same order. */
export function rowsOf(scene: string, naive: readonly Figure[], yanqiao: readonly Figure[]): Row[] {
  return naive.map(({ value, ...rest }, index) => ({
    scene,
    ...rest,
    naive: value,
    yanqiao: yanqiao[index]?.value,
  }));
}

/** Whose figure is the better one; `same` where they are equal as they are printed. */
export function betterOf({ better, naive, yanqiao }: Row): 'naive' | 'yanqiao' | 'same' {
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
