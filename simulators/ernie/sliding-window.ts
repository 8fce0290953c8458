/** Counts what began in the last `windowMs`, up to `limit`: no boundary lets twice as much through. */
export class SlidingWindow {
  readonly #limit: number;
  readonly #windowMs: number;
  #begun: { readonly time: number; readonly amount: number }[] = [];
  #used = 0;

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** How much may still begin at `nowMs`; never below 0. */
  left(nowMs: number): number {
    return Math.max(0, this.#limit - this.used(nowMs));
  }

  /** How much began within the window that ends at `nowMs`. */
  used(nowMs: number): number {
    const inside = this.#begun.findIndex(({ time }) => time > nowMs - this.#windowMs);
    const over = this.#begun.splice(0, inside < 0 ? this.#begun.length : inside);
    this.#used -= over.reduce((sum, { amount }) => sum + amount, 0);
    return this.#used;
  }

  add(nowMs: number, amount = 1): void {
    this.#begun.push({ time: nowMs, amount });
    this.#used += amount;
  }
}
