import { Collector, sameStyles } from '../../../src/markdown/collector.ts';
import { type Inked, textOf } from '../../../src/markdown/inked.ts';

/** A format that Telegram's HTML knows. Its identity counts: one object is one entity. */
export type Style =
  | { readonly tag: 'b' | 'i' | 's' | 'code' }
  | { readonly tag: 'blockquote'; readonly expandable: boolean }
  | { readonly tag: 'a'; readonly href: string }
  | { readonly tag: 'pre'; readonly language: string | undefined };

/** A piece of text and the styles around it, outermost first. */
export interface Span {
  readonly text: string;
  readonly styles: readonly Style[];
}

/** An answer for messages. */
export type StyledText = Inked<Span>;

/** `@name` where Telegram would see a mention; no Chinese letter protects it, only a Latin one, a digit or `_`. */
const mention = /(?<![A-Za-z0-9_])@(?=[A-Za-z])/g;

/** A word joiner: cannot be seen, and no name begins with it. */
const joiner = '\u2060';

/** Collects styled text. Styles nest as Telegram allows, whatever order they are asked for in. */
export class Ink extends Collector<Span> {
  #styles: readonly Style[] = [];
  #tail = '';

  /** Writes text; its lines keep the margin, and it mentions nobody. */
  write(text: string): void {
    if (text === '') return;
    this.#flushBreaks();
    const literal = this.#literal();
    const lines = literal ? text : text.replaceAll('\n', `\n${this.margin}`);
    // A link is no mention, whatever it says; and a name may come in two pieces: `@**name**`.
    const named = !literal && !this.within('a') && (this.#tail + lines).includes('@');
    const safe = named ? (this.#tail + lines).replace(mention, `@${joiner}`).slice(this.#tail.length) : lines;
    this.#append(safe, this.#styles);
  }

  /** Runs `body` with the style, unless it would not be allowed or seen here. */
  styled(style: Style, body: () => void): void {
    const outside = this.#styles;
    const literal = style.tag === 'code' || style.tag === 'pre';
    const allowed = !this.#literal() && !this.within(style.tag) && !(literal && this.within('a'));
    if (allowed) {
      // Code may stand in a quote and in nothing else.
      const kept = literal ? outside.filter(({ tag }) => tag === 'blockquote') : outside;
      this.#styles = [...kept, style];
    }
    body();
    this.#styles = outside;
  }

  /** Whether the style is on. */
  within(tag: Style['tag']): boolean {
    return this.#styles.some(style => style.tag === tag);
  }

  /** What has been written, without styles. */
  text(): string {
    return textOf(this.spans);
  }

  #literal(): boolean {
    return this.within('code') || this.within('pre');
  }

  #flushBreaks(): void {
    const breaks = this.takeBreaks();
    const last = this.spans.at(-1);
    if (breaks === 0 || last === undefined) return;
    const shared = last.styles.filter((style, depth) => style === this.#styles[depth]);
    this.#append('\n'.repeat(breaks) + (this.within('pre') ? '' : this.margin), shared);
  }

  #append(text: string, styles: readonly Style[]): void {
    this.add({ text, styles }, last =>
      sameStyles(last.styles, styles) ? { text: last.text + text, styles: last.styles } : undefined,
    );
    this.#tail = (this.#tail + text).slice(-2);
  }
}
