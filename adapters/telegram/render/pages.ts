import { escapeHtml, sharedDepth, tagUnits, toHtml } from './html.ts';
import type { Span, Style, StyledText } from './ink.ts';

/** One message. */
export interface Page {
  /** For `parse_mode: HTML`. */
  readonly html: string;
  /** The same text without formatting, for when Telegram refuses the HTML. */
  readonly plain: string;
}

/** Telegram takes 4096 UTF-16 units after parsing; its clients lag near that. */
const pageUnits = 3800;

/** Telegram ignores the entities of a message beyond 100: rather a page more than formatting lost. */
const pageEntities = 100;

/** Of raw HTML, UTF-16 units: keeps requests small where links are long. A page of one span always fits. */
const pageHtmlUnits = 32_000;

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** The spans between two offsets. */
function sliceSpans(spans: readonly Span[], from: number, to: number): Span[] {
  const slice: Span[] = [];
  let at = 0;
  for (const { text, styles } of spans) {
    const part = text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (part !== '') slice.push({ text: part, styles });
    at += text.length;
    if (at >= to) break;
  }
  return slice;
}

/** How far a page that begins at `from` may reach within Telegram's limits. */
function furthest(spans: readonly Span[], from: number): number {
  let open: readonly Style[] = [];
  let entities = 0;
  let htmlUnits = 0;
  let at = 0;
  for (const { text, styles } of spans) {
    const start = Math.max(at, from);
    const end = Math.min(at + text.length, from + pageUnits);
    if (start < end) {
      htmlUnits += escapeHtml(text.slice(start - at, end - at)).length;
      const opened = styles.slice(sharedDepth(open, styles));
      for (const style of opened) htmlUnits += tagUnits(style);
      entities += opened.length;
      open = styles;
      const full = entities > pageEntities || htmlUnits > pageHtmlUnits;
      if (full && start > from) return start;
      if (end === from + pageUnits) return end;
    }
    at += text.length;
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

/** Where the next page begins: the white space at a cut is left out, but a line keeps its indentation. */
function afterCut(text: string, cut: number): number {
  const white = text.charAt(cut) === '\n' ? /(?:[^\S\n]*\n)+/y : /[^\S\n]*/y;
  white.lastIndex = cut;
  return cut + (white.exec(text)?.[0].length ?? 0);
}

/**
 * Cuts an answer into messages, from the front: while an answer grows at its end, a page that was followed by another
 * one stays as it is. It does not where later text changes what earlier text means: a table's columns grow with
 * its rows, a `**` finds its other half, a definition makes a link. Formatting that a cut interrupts is closed and
 * opened again.
 */
export function paginate({ spans, seams }: StyledText): Page[] {
  const text = spans.map(span => span.text).join('');
  const pages: Page[] = [];
  for (let from = 0; from < text.length; ) {
    const reach = furthest(spans, from);
    const cut = reach >= text.length ? text.length : cutBetween(text, seams, from, reach);
    const end = from + text.slice(from, cut).trimEnd().length;
    const page = sliceSpans(spans, from, end);
    const plain = page.map(span => span.text).join('');
    if (plain.trim() !== '') pages.push({ html: toHtml(page), plain });
    from = afterCut(text, cut);
  }
  return pages;
}
