/** The simulator's time: the machine's, to the microsecond and never going back, and as far ahead as it was moved. */
export class Clock {
  #aheadMs = 0;

  /** ms since the epoch. */
  readonly now = (): number => performance.timeOrigin + performance.now() + this.#aheadMs;

  advance(ms: number): void {
    this.#aheadMs += ms;
  }
}
