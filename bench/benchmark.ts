import type { Undo } from '../src/main/undo.ts';
import type { Row } from './row.ts';

export type Size = 'small' | 'full';

/** What a benchmark may use. */
export interface Bench {
  readonly size: Size;
  /** Starts a private Redis of its own, as the bot would. @returns its address */
  openRedis(): Promise<string>;
  /** Undone when the benchmark has ended, however it ended. */
  readonly undo: Undo;
}

/** Measures one thing. */
export type Benchmark = (bench: Bench) => Promise<Row[]>;
