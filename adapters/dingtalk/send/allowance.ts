import type { Purse } from './patience.ts';

/** The first pause between two states, as long as there are few; and no pause is shorter than the other. */
const firstGapMs = 1000;
const shortestGapMs = 800;
/** Each pause is at most so much longer than the one before it. */
const steepest = 2;
/** Where there are calls enough, states are spread over about a minute: few answers take longer. */
const spreadMs = 60_000;

/**
 * The pauses between the states of an answer that grows, milliseconds. Of its calls the first shows the first sentences
 * at once, the last one is kept for the end. Early sentences come quickly, later ones with growing pauses: a reader is
 * behind by then. Six calls: 1, 2, 4, 8 s.
 */
export function growthGaps(callsPerReply: number): number[] {
  const count = Math.max(0, callsPerReply - 2);
  const first = Math.min(firstGapMs, Math.max(shortestGapMs, spreadMs / count));
  const steepness = steepnessFor(spreadMs / first, count);
  return Array.from({ length: count }, (_, index) => Math.round(first * steepness ** index));
}

/** By how much each of `count` pauses is longer than the one before, the first being 1, so that they sum up. */
function steepnessFor(sum: number, count: number): number {
  let [low, high] = [1, steepest];
  const sumFor = (steepness: number) =>
    Array.from({ length: count }, (_, index) => steepness ** index).reduce((all, gap) => all + gap, 0);
  if (sumFor(high) <= sum) return high;
  for (let halvings = 0; halvings < 30; halvings++) {
    const middle = (low + high) / 2;
    if (sumFor(middle) <= sum) low = middle;
    else high = middle;
  }
  return low;
}

/** How many calls one answer has cost, and when it may cost the next. */
export interface Allowance {
  /** For the record: a successor goes on counting. */
  readonly used: number;
  /** How many more an answer that grows may take: the last is not among them. */
  readonly leftToGrow: number;
  /** How many more before the answer has cost what it may. */
  readonly left: number;
  /** Milliseconds until the next state is due. */
  waitMs(): number;
  /** Another answer begins, in place of the one before. */
  renew(): void;
  readonly growing: Purse;
  /** What must come to the screen does: who writes sees to it that it costs no more than is left. */
  readonly landing: Purse;
}

/**
 * @param used what a former process counted
 * @param keep keeps the count, before each call: a crash counts one too many, and never one too few
 */
export function openAllowance(
  limit: number,
  used: number,
  now: () => number,
  keep: () => Promise<void>,
): Allowance {
  const gaps = growthGaps(limit);
  const dueAfter = (calls: number) => now() + (calls === 0 ? 0 : (gaps[calls - 1] ?? 0));
  let dueAt = dueAfter(used);
  const leftToGrow = () => limit - 1 - used;

  async function count(): Promise<true> {
    used += 1;
    dueAt = dueAfter(used);
    await keep();
    return true;
  }
  const giveBack = () => {
    used -= 1;
  };

  return {
    get used() {
      return used;
    },
    get leftToGrow() {
      return Math.max(0, leftToGrow());
    },
    get left() {
      return Math.max(0, limit - used);
    },
    waitMs: () => Math.max(0, dueAt - now()),
    renew() {
      used = 0;
      dueAt = now();
    },
    growing: { take: async () => leftToGrow() > 0 && count(), giveBack },
    landing: { take: count, giveBack },
  };
}
