import { Writable } from 'node:stream';
import type { Screen } from '../../demo/screen/painter.ts';

/** The cursor up, erasing below, a line break, or text. */
const tokens = /\p{Cc}\[(\d+)A|\p{Cc}\[J|\r|\n|\P{Cc}+/gu;

/** As much of a terminal as the demo uses: line breaks, the cursor up, and erasing below. Nothing wraps. */
export class TinyTerminal {
  readonly screen: Screen;
  readonly #rows: number;
  /** All lines ever; the last `#rows` of them are on the screen. */
  readonly #lines: string[] = [''];
  #row = 0;

  constructor(rows: number) {
    this.#rows = rows;
    const write = (text: string) => this.#take(text);
    const stream = new Writable({
      decodeStrings: false,
      write(chunk, _, done) {
        write(chunk);
        done();
      },
    });
    this.screen = Object.assign(stream, { columns: 80, rows });
  }

  /** What stands on the screen and above it, without blanks at the ends of lines. */
  get everything(): string[] {
    return this.#lines.map(line => line.trimEnd());
  }

  #take(text: string): void {
    for (const [part, up] of text.matchAll(tokens)) {
      if (up !== undefined) this.#row = Math.max(this.#row - Number(up), this.#top);
      else if (part === '\x1b[J') this.#lines.splice(this.#row, Number.POSITIVE_INFINITY, '');
      else if (part === '\n') this.#down();
      else if (part !== '\r') this.#lines[this.#row] += part;
    }
  }

  #down(): void {
    this.#row += 1;
    if (this.#row === this.#lines.length) this.#lines.push('');
  }

  /** The cursor cannot go above the screen. */
  get #top(): number {
    return Math.max(this.#lines.length - this.#rows, 0);
  }
}
