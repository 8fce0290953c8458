/** A line of a benchmark's result. */
export interface Row {
  readonly what: string;
  readonly value: number;
  /** `ms`, `MB`, `%`, … */
  readonly unit: string;
  /** What the value should be; absent: it is told for itself. */
  readonly aim?: { readonly atMost: number } | { readonly atLeast: number };
}

/** Whether a value is as it should be; one without an aim is. */
export function meetsAim({ value, aim }: Row): boolean {
  if (!aim) return true;
  return 'atMost' in aim ? value <= aim.atMost : value >= aim.atLeast;
}
