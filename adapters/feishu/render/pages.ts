import type { InkedText, Span } from './ink.ts';
import { tablesAtMost, toMarkdown } from './markdown.ts';

/** What one card says. */
export interface Page {
  readonly markdown: string;
  /** The same without formatting, for when Feishu refuses it, and for the list of chats. */
  readonly plain: string;
}

/**
 * A card may have 30 KB of UTF-8 as it is serialised (200860); one that goes on in another card ends before, so that
 * its buttons and its summary have room.
 */
const pageBytes = 24_000;

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** What a span takes in a card's JSON, with the marks that open and close it. */
const bytesOf = (span: Span) => Buffer.byteLength(JSON.stringify(toMarkdown([span]))) - 2;

/** A table as it is shown where there are too many. */
const drawing = ({ drawn }: Extract<Span, { kind: 'table' }>): Span => ({
  kind: 'fence',
  text: drawn,
  language: '',
});

const cut = (span: Span, from: number, to?: number): Span => ({ ...span, text: span.text.slice(from, to) });

/** The spans between two offsets. */
function slice(spans: readonly Span[], from: number, to: number): Span[] {
  const found: Span[] = [];
  let at = 0;
  for (const span of spans) {
    const part = cut(span, Math.max(0, from - at), Math.max(0, to - at));
    if (part.text !== '') found.push(part);
    at += span.text.length;
    if (at >= to) break;
  }
  return found;
}

/** How many units of a span fit into so many bytes. */
function fitting(span: Span, bytes: number): number {
  let [low, high] = [0, Math.min(span.text.length, bytes)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (bytesOf(cut(span, 0, middle)) <= bytes) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How far a page that begins at `from` may reach. */
function furthest(spans: readonly Span[], from: number): number {
  let bytes = 0;
  let tables = 0;
  let at = 0;
  for (const span of spans) {
    const start = Math.max(at, from);
    const end = at + span.text.length;
    if (start < end) {
      // A longer rest than that cannot fit: not all of it needs to be counted.
      const part = cut(span, start - at, start - at + pageBytes);
      if (part.kind === 'table') tables += 1;
      const size = bytesOf(part.kind === 'table' && tables > tablesAtMost ? drawing(part) : part);
      const whole = start + part.text.length === end;
      if (bytes + size > pageBytes || !whole) {
        if (span.kind !== 'table')
          return start + Math.max(fitting(part, pageBytes - bytes), start > from ? 0 : 1);
        return start > from ? start : end;
      }
      bytes += size;
    }
    at = end;
  }
  return at;
}

/** The end of the last match that lies in the second half of the page; undefined where there is none. */
function lastEnd(text: string, pattern: RegExp, from: number, to: number): number | undefined {
  const middle = from + Math.floor((to - from) / 2);
  let end: number | undefined;
  for (const match of text.slice(middle, to).matchAll(pattern)) end = middle + match.index + match[0].length;
  return end;
}

/** Where the page that begins at `from` ends best: between blocks, else lines, sentences, words, else characters. */
function cutBetween(text: string, seams: readonly number[], from: number, to: number): number {
  const middle = from + Math.floor((to - from) / 2);
  const seam = seams.findLast(offset => offset > middle && offset <= to);
  if (seam !== undefined) return seam;
  const line = text.lastIndexOf('\n', to);
  if (line > middle) return line;
  const pause =
    lastEnd(text, /[。！？；…][”’）」』)]*|[.!?]["')]*(?=\s)/g, from, to) ??
    lastEnd(text, /[，、：,\s]/g, from, to);
  if (pause !== undefined) return pause;
  const character = graphemes.segment(text.slice(from, to + 64)).containing(to - from);
  if (character && character.index > 0) return from + character.index;
  return /[\uDC00-\uDFFF]/.test(text.charAt(to)) ? to - 1 : to;
}

/** A cut inside a table or a mark moves to its beginning, or, where the page begins with it, to its end. */
function outsideOfAtoms(spans: readonly Span[], offset: number, from: number): number {
  let at = 0;
  for (const span of spans) {
    const end = at + span.text.length;
    const inside = offset > at && offset < end;
    if (inside) return span.kind === 'table' || span.kind === 'mark' ? (at > from ? at : end) : offset;
    if (end >= offset) return offset;
    at = end;
  }
  return offset;
}

/** Where the next page begins: the white space at a cut is left out, but a line keeps its indentation. */
function afterCut(text: string, offset: number): number {
  const white = text.charAt(offset) === '\n' ? /(?:[^\S\n]*\n)+/y : /[^\S\n]*/y;
  white.lastIndex = offset;
  return offset + (white.exec(text)?.[0].length ?? 0);
}

/**
 * Cuts an answer into cards, from the front: while an answer grows at its end, a page that was followed by another one
 * stays as it is. Formatting and fences that a cut interrupts are closed and opened again.
 */
export function paginate({ spans, seams }: InkedText): Page[] {
  const text = spans.map(span => span.text).join('');
  const pages: Page[] = [];
  for (let from = 0; from < text.length; ) {
    const reach = furthest(spans, from);
    const best = reach >= text.length ? text.length : cutBetween(text, seams, from, reach);
    const next = outsideOfAtoms(spans, best, from);
    const end = from + text.slice(from, next).trimEnd().length;
    const page = slice(spans, from, end);
    const plain = page.map(span => span.text).join('');
    if (plain.trim() !== '') pages.push({ markdown: toMarkdown(page), plain });
    from = afterCut(text, Math.max(next, from + 1));
  }
  return pages;
}
