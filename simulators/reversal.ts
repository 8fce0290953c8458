/** Nothing is held longer than this, however few there are. */
const longestMs = 5000;

/** Holds things back until so many are there, and then lets them go in reverse. */
export class Reversal<T> {
  readonly #release: (items: readonly T[]) => void;
  #held: T[] = [];
  #count = 0;
  #late: NodeJS.Timeout | undefined;

  /** @param release takes what goes, in its new order */
  constructor(release: (items: readonly T[]) => void) {
    this.#release = release;
  }

  /** The next `count` are turned round. */
  plan(count: number): void {
    this.#count = count;
  }

  /** It goes at once, or is held. */
  pass(item: T): void {
    this.#held.push(item);
    if (this.#held.length >= this.#count) this.#go();
    else this.#late ??= setTimeout(() => this.#go(), longestMs).unref();
  }

  #go(): void {
    clearTimeout(this.#late);
    this.#late = undefined;
    const all = this.#held.reverse();
    this.#held = [];
    this.#count = 0;
    this.#release(all);
  }
}
