import type { Clock } from './clock.ts';
import { FaultPlan } from './fault-plan.ts';

/** Lets the next so many go later than they came; what stands in the same lane waits behind them. */
export class Delays {
  readonly #clock: Clock;
  readonly #plan = new FaultPlan<number>();
  readonly #lanes = new Map<unknown, Promise<void>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The next `count` go `ms` later. */
  add(count: number, ms: number): void {
    if (count > 0) this.#plan.add(ms, count);
  }

  /** Calls `go`: at once, or when its time and that of what waits before it in the lane has come. */
  pass(go: () => void, lane: unknown = Symbol('none')): void {
    const ms = this.#plan.take(() => true);
    const before = this.#lanes.get(lane);
    if (ms === undefined && !before) {
      go();
      return;
    }
    const due = ms === undefined ? undefined : this.#clock.until(this.#clock.now() + ms);
    const turn = Promise.all([before, due]).then(() => {
      if (this.#lanes.get(lane) === turn) this.#lanes.delete(lane);
      go();
    });
    this.#lanes.set(lane, turn);
  }
}
