/** An unclosed mark that is older than this was no mark, UTF-16 units; so a stray `[` does not hold an answer back. */
const longestUnits = 200;

/** A piece of a line. */
export interface Piece {
  /** Where the next one begins. */
  readonly next: number;
  /** It only closes something, and so belongs to what stands before it. */
  readonly closes: boolean;
}

/** Which emphasis, code spans and links are open while Markdown is read from the left. */
export class InlineMarks {
  #emphasis: number[] = [];
  #codeTicks = 0;
  #label = false;
  #addressDepth = 0;
  #openedAt = 0;

  /** A new paragraph begins: nothing is open. */
  reset(): void {
    this.#emphasis = [];
    this.#codeTicks = 0;
    this.#label = false;
    this.#addressDepth = 0;
  }

  /** Whether what is open at this offset would be torn by a pause. */
  holds(at: number): boolean {
    const open = this.#emphasis.length > 0 || this.#codeTicks > 0 || this.#label || this.#addressDepth > 0;
    return open && at - this.#openedAt <= longestUnits;
  }

  /**
   * Reads on at `at` in a line that ends at `end`. Undefined: what follows must be known first, and is not, since
   * the line has not come to its end (`complete`).
   */
  take(text: string, at: number, end: number, complete: boolean): Piece | undefined {
    const mark = text.charAt(at);
    if (!this.holds(at)) this.reset();
    let next = at + 1;
    if (mark === '`' || mark === '*' || mark === '~')
      while (next < end && text.charAt(next) === mark) next += 1;
    const decides = '`*~\\]'.includes(mark);
    if (decides && next === end && !complete) return undefined;

    if (this.#codeTicks > 0 || mark === '`') return { next, closes: mark === '`' && this.#ticks(at, next) };
    if (this.#addressDepth > 0) return { next, closes: this.#address(mark) };
    if (mark === '\\') return { next: Math.min(next + 1, end), closes: false };
    if (mark === '*' || mark === '~') return { next, closes: this.#emphasize(text, at, next) };
    if (mark === '[') {
      this.#open(at);
      this.#label = true;
    }
    if (mark === ']' && this.#label) {
      this.#label = false;
      if (text.charAt(next) === '(') {
        this.#addressDepth = 1;
        return { next: next + 1, closes: true };
      }
      return { next, closes: true };
    }
    return { next, closes: false };
  }

  #open(at: number): void {
    if (!this.holds(at)) this.#openedAt = at;
  }

  #ticks(from: number, to: number): boolean {
    if (this.#codeTicks === 0) {
      this.#open(from);
      this.#codeTicks = to - from;
      return false;
    }
    if (this.#codeTicks !== to - from) return false;
    this.#codeTicks = 0;
    return true;
  }

  #address(mark: string): boolean {
    if (mark === '(') this.#addressDepth += 1;
    if (mark === ')') this.#addressDepth -= 1;
    return this.#addressDepth === 0;
  }

  /** A run of `*` (or `~`) closes what is open, from the inside, if it touches a word; what is left of it opens. */
  #emphasize(text: string, from: number, to: number): boolean {
    const before = text.charAt(from - 1);
    const after = text.charAt(to);
    let left = to - from;
    if (text.charAt(from) === '~' && left < 2) return false;
    while (left > 0 && this.#emphasis.length > 0 && /\S/.test(before)) {
      const innermost = this.#emphasis.pop() ?? 0;
      if (innermost > left) this.#emphasis.push(innermost - left);
      left -= Math.min(left, innermost);
    }
    if (left === 0) return true;
    // 2*3 is a product.
    const opens = /\S/.test(after) && !(left === 1 && /[A-Za-z0-9)]/.test(before));
    if (opens) {
      this.#open(from);
      this.#emphasis.push(left);
    }
    return false;
  }
}
