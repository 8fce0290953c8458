/** One line, or row of bars, of a chart. */
export interface Series {
  readonly label: string;
  /** A custom property of the stylesheet: `--line-1`. */
  readonly colour: string;
  readonly kind: 'line' | 'bars';
  /** How a value is told. */
  readonly tell: (value: number) => string;
}

/** What lies below a chart. */
export interface TimeAxis {
  /** How a moment is told, there and in the table. */
  readonly tell: (at: number) => string;
  /** The least that is between two ticks, seconds: nearer ones would be told alike. */
  readonly stepS: number;
}

/** What a chart shows. */
export interface Points {
  /** Unix milliseconds, ascending. */
  readonly times: readonly number[];
  /** One for each series; null: nothing there. */
  readonly columns: readonly (readonly (number | null)[])[];
}
