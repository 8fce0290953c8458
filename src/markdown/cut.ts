import { graphemes } from './graphemes.ts';

/** The end of the last match that lies in the second half of the page; undefined where there is none. */
function lastEnd(text: string, pattern: RegExp, from: number, to: number): number | undefined {
  const middle = from + Math.floor((to - from) / 2);
  let end: number | undefined;
  for (const match of text.slice(middle, to).matchAll(pattern)) end = middle + match.index + match[0].length;
  return end;
}

/**
 * Where a page that begins at `from` and may reach `to` ends best: between blocks, else lines, sentences, words, else
 * characters. Offsets in UTF-16 units.
 */
export function bestCut(text: string, seams: readonly number[], from: number, to: number): number {
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

/** Where the page behind a cut begins: white space is left out, but a line keeps its indentation. */
export function afterCut(text: string, cut: number): number {
  const white = text.charAt(cut) === '\n' ? /(?:[^\S\n]*\n)+/y : /[^\S\n]*/y;
  white.lastIndex = cut;
  return cut + (white.exec(text)?.[0].length ?? 0);
}

/** The first code point, which is the least that a page can hold: of marks upon marks people see one character without an end. */
export function firstCodePoint(text: string): string {
  const code = text.codePointAt(0);
  return code === undefined ? '' : String.fromCodePoint(code);
}
