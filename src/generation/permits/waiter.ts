import type { Granted } from './budget.ts';
import type { Line } from './slots.ts';

/**
 * One who waits for a permit in this process.
 *
 *     in line ── granted ──▶ holds a start in the near future ── its time comes ──▶ begun
 *        ▲                        │
 *        └── too late, or told to wait: the start is given back, and the waiter goes first
 */
export interface Waiter extends Line {
  readonly id: string;
  /** Lower goes first. */
  score: number;
  held?: Granted;
  timer?: NodeJS.Timeout;
  place?: number;
  readonly onPlace: (place: number) => void;
  readonly begin: (granted: Granted) => void;
  readonly fail: (reason: unknown) => void;
}

/** Below any `since`: added to a score, they put a waiter ahead of all who lack it. */
const seenFirst = -1e14;
const returnedFirst = -1e15;

export function scoreOf({ since, seen }: Line): number {
  return seen ? since + seenFirst : since;
}

/** Of one who held a start and lost it: before all who have held none. */
export function returnedScoreOf(line: Line): number {
  return scoreOf(line) + returnedFirst;
}

/** The start was lost: back to the line. */
export function loseStart(waiter: Waiter): void {
  delete waiter.held;
  waiter.score = returnedScoreOf(waiter);
}
