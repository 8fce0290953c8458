import { escapeHtml, escapeLines } from './escape.ts';

/** What a message shows. */
export interface Shown {
  /** Our own tags, and all else escaped. */
  readonly html: string;
  /** What people read of it. */
  readonly text: string;
}

/** What an element may say of itself. Values are escaped; the names are ours. */
export type Attributes = Readonly<Record<string, string>>;

/** Collects HTML and, beside it, its text. Every element is closed by who opened it: they nest whatever comes. */
export class Ink {
  #html = '';
  #text = '';
  #gap = '';
  readonly #around: string[] = [];

  /** Writes what somebody said. */
  write(text: string): void {
    this.#html += escapeLines(text);
    this.#say(text);
  }

  /** Writes code: its lines and blanks stay as they are. */
  verbatim(text: string): void {
    this.#html += escapeHtml(text);
    this.#say(text);
  }

  /** An element in a line. */
  inline(name: string, attributes: Attributes, body: () => void): void {
    this.#html += `<${name}${attributesOf(attributes)}>`;
    this.#around.push(name);
    body();
    this.#around.pop();
    this.#html += `</${name}>`;
  }

  /** Whether what is written now stands in such an element. */
  isIn(name: string): boolean {
    return this.#around.includes(name);
  }

  /** An element that stands by itself; `gap` is what parts its text from what is around. */
  block(name: string, attributes: Attributes, body: () => void, gap = '\n\n'): void {
    this.apart(gap);
    this.inline(name, attributes, body);
    this.apart(gap);
  }

  /** An element that shows only what it is: a rule. @param text what stands for it where there is no format */
  sign(name: string, text: string): void {
    this.apart('\n\n');
    this.#html += `<${name}>`;
    this.#say(text);
    this.apart('\n\n');
  }

  /** Of the text alone: what HTML shows by itself, such as the bullets of a list. */
  hint(text: string): void {
    this.#say(text);
  }

  /** What follows in the text is parted from what was said by this, if both are there. */
  apart(gap: string): void {
    if (gap.length > this.#gap.length) this.#gap = gap;
  }

  shown(): Shown {
    return { html: this.#html, text: this.#text };
  }

  #say(text: string): void {
    if (text === '') return;
    if (this.#text !== '') this.#text += this.#gap;
    this.#gap = '';
    this.#text += text;
  }
}

function attributesOf(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join('');
}
