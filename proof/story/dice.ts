/** Chance that can be had again: the same seed and label throw the same numbers, whatever other dice are thrown. */
export class Dice {
  #state: number;

  constructor(seed: number, label: string) {
    this.#state = [...label].reduce((hash, sign) => mixed(hash ^ (sign.codePointAt(0) ?? 0)), mixed(seed));
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    return mixed(this.#state) / 2 ** 32;
  }

  /** A whole number of these, both ends included. */
  within(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** One of these; the shares are weights and need no sum. */
  pick<T>(from: readonly (readonly [share: number, what: T])[]): T {
    let left = this.next() * from.reduce((sum, [share]) => sum + share, 0);
    for (const [share, what] of from) {
      left -= share;
      if (left < 0) return what;
    }
    return (from.at(-1) as readonly [number, T])[1];
  }

  oneOf<T>(from: readonly [T, ...T[]]): T {
    return from[this.within(0, from.length - 1)] as T;
  }

  /** So many different whole numbers below `below`, in no order. */
  someBelow(below: number, count: number): readonly number[] {
    const all = Array.from({ length: below }, (_, index) => index);
    for (let place = 0; place < Math.min(count, below); place += 1) {
      const other = this.within(place, below - 1);
      [all[place], all[other]] = [all[other] as number, all[place] as number];
    }
    return all.slice(0, count);
  }
}

/** Every bit of the number changes about half of the others. From 0 to below 2³². https://github.com/skeeto/hash-prospector */
function mixed(number: number): number {
  let bits = number | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return (bits ^ (bits >>> 15)) >>> 0;
}
