import { Collector, sameStyles } from '../collector.ts';
import type { Inked } from '../inked.ts';

/** What text wears; styles nest, outermost first. */
export type Style =
  | { readonly tag: 'strong' | 'emphasis' | 'delete' }
  | { readonly tag: 'link'; readonly href: string };

/** A piece of an answer. Its `text` is what people read, so that offsets count it. */
export type Span =
  /** `margin` is what its line begins with, behind a list's or a quote's first. */
  | {
      readonly kind: 'text' | 'code';
      readonly text: string;
      readonly styles: readonly Style[];
      readonly margin: string;
    }
  | { readonly kind: 'fence'; readonly text: string; readonly language: string }
  /** Markup of ours, written as it is: `## `, `- `, the beginning of a quote's line. */
  | { readonly kind: 'mark'; readonly text: string }
  /** A line break inside of a paragraph that stands in: a line feed and the margin. */
  | { readonly kind: 'newline'; readonly text: string }
  /** A table in Markdown, and drawn, for the page that has too many. */
  | { readonly kind: 'table'; readonly text: string; readonly drawn: string };

/** An answer for pages in a platform's Markdown. */
export type InkedText = Inked<Span>;

/** One object each, so that two that follow upon each other are written as one: `*一**二*` would be none. */
const same = { strong: { tag: 'strong' }, emphasis: { tag: 'emphasis' }, delete: { tag: 'delete' } } as const;

/** Collects the pieces of an answer, block by block. */
export class Ink extends Collector<Span> {
  #styles: readonly Style[] = [];

  /** Writes text; its lines keep the margin. */
  write(text: string): void {
    for (const [index, line] of (this.margin === '' ? [text] : text.split('\n')).entries()) {
      if (index > 0 && !this.#atLineStart()) this.#append({ kind: 'newline', text: `\n${this.margin}` });
      if (line !== '') this.#append({ kind: 'text', text: line, ...this.#around() });
    }
  }

  /** Writes code among text. */
  code(text: string): void {
    if (text !== '') this.#append({ kind: 'code', text: text.replaceAll('\n', ' '), ...this.#around() });
  }

  /** Writes a block of code. It stands at the left edge, whatever it is in: Feishu knows no other place for it. */
  fence(text: string, language = ''): void {
    this.#append({ kind: 'fence', text: text === '' ? ' ' : text, language });
  }

  mark(text: string): void {
    this.#append({ kind: 'mark', text });
  }

  /** What follows is no more of the same paragraph, though it comes in the next line. */
  endLine(): void {
    this.mark('');
  }

  table(text: string, drawn: string): void {
    this.#append({ kind: 'table', text, drawn });
  }

  /** Runs `body` with the style, unless it is on already. */
  styled(style: Style, body: () => void): void {
    const outside = this.#styles;
    if (!outside.some(({ tag }) => tag === style.tag)) {
      this.#styles = [...outside, style.tag === 'link' ? style : same[style.tag]];
    }
    body();
    this.#styles = outside;
  }

  #atLineStart(): boolean {
    return this.isBroken || this.spans.at(-1)?.kind === 'mark';
  }

  #around() {
    return { styles: this.#styles, margin: this.margin };
  }

  #append(span: Span): void {
    this.#flushBreaks(span);
    this.add(span, last =>
      last.kind === 'text' && span.kind === 'text' && sameStyles(last.styles, span.styles)
        ? { ...last, text: last.text + span.text }
        : undefined,
    );
  }

  #flushBreaks(next: Span): void {
    const breaks = this.takeBreaks();
    const wantsLine = next.kind === 'fence' || next.kind === 'table';
    // It may be the first of a quote or an item, right behind its mark.
    if ((breaks === 0 && !wantsLine) || this.spans.length === 0) return;
    const inParagraph = breaks === 1 && isInline(this.spans.at(-1)) && isInline(next);
    const edge = wantsLine ? '' : this.margin;
    // Without an empty line, what stands above a table would be its head.
    const text = breaks === 2 || next.kind === 'table' ? `\n${edge.trimEnd()}\n${edge}` : `\n${edge}`;
    this.add({ kind: inParagraph ? 'newline' : 'mark', text });
  }
}

const isInline = (span: Span | undefined) => span?.kind === 'text' || span?.kind === 'code';
