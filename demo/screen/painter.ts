import type { Writable } from 'node:stream';
import { frameOf, type Part } from './frame.ts';

/** A terminal that is written to. */
export type Screen = Writable & { readonly columns?: number; readonly rows?: number };

/** What stands below the messages and is drawn anew after them: the line that is being typed. */
export interface Footer {
  /** Lines between its first one and the cursor. */
  readonly rows: () => number;
  readonly redraw: () => void;
  /** Stands above it while an answer grows. */
  readonly hint?: string;
}

/** Draws messages that still change above a footer, and leaves alone what has scrolled away. */
export class Painter {
  readonly #screen: Screen;
  readonly #footer: Footer;
  #live: readonly Part[] = [];
  #height = 0;

  constructor(screen: Screen, footer: Footer) {
    this.#screen = screen;
    this.#footer = footer;
  }

  /** What the last frame left to be redrawn; how many of a part's lines have scrolled away stands there. */
  get live(): readonly Part[] {
    return this.#live;
  }

  /** Draws the parts in place of the live ones. @param below lines that belong to nobody, such as a hint */
  paint(parts: readonly Part[], below: readonly string[] = []): void {
    const rows = this.#footer.rows();
    const room = (this.#screen.rows ?? 24) - rows - below.length - 2;
    const { lines, live, height } = frameOf(parts, Math.max(room, 1));
    const text = [...lines, ...below].map(line => `${line}\n`).join('');
    this.#screen.write(eraseUp(this.#height + rows) + text);
    this.#live = live;
    this.#height = height + below.length;
    this.#footer.redraw();
  }

  /** Takes the live lines, and `rows` lines below them, from the screen. */
  erase(rows: number): void {
    this.#screen.write(eraseUp(this.#height + rows));
    this.#height = 0;
  }

  /** Forgets where everything stood: the screen was cleared. */
  clear(): void {
    this.#screen.write('\x1b[2J\x1b[H');
    this.#height = 0;
    this.#live = this.#live.map(part => ({ ...part, gone: 0 }));
  }
}

/** The cursor goes to the beginning of the line that far up, and all below is erased. */
const eraseUp = (lines: number): string => `${lines > 0 ? `\x1b[${lines}A` : ''}\r\x1b[J`;
