/** Holds things back until so many are there, and then lets them go in reverse. */
export class Reversal<T> {
  #held: T[] = [];
  #count = 0;

  /** The next `count` are turned round. */
  plan(count: number): void {
    this.#count = count;
  }

  /** What goes now that this one is there. */
  pass(item: T): T[] {
    this.#held.push(item);
    if (this.#held.length < this.#count) return [];
    const all = this.#held.reverse();
    this.#held = [];
    this.#count = 0;
    return all;
  }
}
