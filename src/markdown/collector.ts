import type { Inked, Piece } from './inked.ts';

/** What every platform's ink does alike: it moves lines in, and remembers breaks until something follows. */
export abstract class Collector<Span extends Piece> {
  protected readonly spans: Span[] = [];
  protected margin = '';
  readonly #seams: number[] = [];
  #length = 0;
  #pendingBreaks: 0 | 1 | 2 = 0;
  #pendingSeam = false;

  /** What follows begins on a new line (1), or after an empty one (2); nothing happens when nothing follows. */
  break(lines: 1 | 2): void {
    if (lines > this.#pendingBreaks) this.#pendingBreaks = lines;
  }

  /** As `break(2)`, at the best place to cut. */
  seam(): void {
    this.break(2);
    this.#pendingSeam = true;
  }

  /** Runs `body` with its lines, but for the first, moved in. */
  indented(margin: string, body: () => void): void {
    const outside = this.margin;
    this.margin += margin;
    body();
    this.margin = outside;
  }

  finished(): Inked<Span> {
    return { spans: this.spans, seams: this.#seams };
  }

  /** Whether a break waits for what follows. */
  protected get isBroken(): boolean {
    return this.#pendingBreaks > 0;
  }

  /** The breaks that are to be written now, and no more then; none at the very beginning. */
  protected takeBreaks(): 0 | 1 | 2 {
    const breaks = this.spans.length === 0 ? 0 : this.#pendingBreaks;
    if (breaks > 0 && this.#pendingSeam) this.#seams.push(this.#length);
    this.#pendingBreaks = 0;
    this.#pendingSeam = false;
    return breaks;
  }

  /** Adds a piece, to the last one where `join` makes them one. */
  protected add(span: Span, join?: (last: Span) => Span | undefined): void {
    const last = this.spans.at(-1);
    const joined = last && join?.(last);
    if (joined) this.spans[this.spans.length - 1] = joined;
    else this.spans.push(span);
    this.#length += span.text.length;
  }
}

/** Whether two pieces wear the same; a style's identity counts. */
export const sameStyles = (a: readonly object[], b: readonly object[]) =>
  a.length === b.length && a.every((style, depth) => style === b[depth]);
