/** Lets at most `limit` calls begin in any `windowMs`: no boundary lets twice as many through. */
export class SlidingWindow {
  readonly #limit: number;
  readonly #windowMs: number;
  #begun: number[] = [];

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** Whether a call may begin at `nowMs`; one that may not does not count against later ones. */
  admit(nowMs: number): boolean {
    if (this.#limit === Number.POSITIVE_INFINITY) return true;
    this.#begun = this.#begun.filter(time => time > nowMs - this.#windowMs);
    if (this.#begun.length >= this.#limit) return false;
    this.#begun.push(nowMs);
    return true;
  }
}
