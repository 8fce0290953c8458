import { afterCut, bestCut } from './cut.ts';
import { type Inked, type Piece, textOf } from './inked.ts';

/** What a platform's pages hold. */
export interface Paper<Span extends Piece> {
  /** How far a page that begins at `from` may reach, UTF-16 units; beyond `from`, so that there is an end. */
  furthest(spans: readonly Span[], from: number): number;
  /** Whether a span stands on one page, or not at all. */
  whole(span: Span): boolean;
}

/** A part of a span, formatted as the whole. */
export function partOf<Span extends Piece>(span: Span, from: number, to?: number): Span {
  return { ...span, text: span.text.slice(from, to) };
}

/** The spans between two offsets. */
function between<Span extends Piece>(spans: readonly Span[], from: number, to: number): Span[] {
  const found: Span[] = [];
  let at = 0;
  for (const span of spans) {
    const part = partOf(span, Math.max(0, from - at), Math.max(0, to - at));
    if (part.text !== '') found.push(part);
    at += span.text.length;
    if (at >= to) break;
  }
  return found;
}

/** A cut inside of what stays whole moves to its beginning, or, where the page begins with it, to its end. */
function outsideOfWholes<Span extends Piece>(
  spans: readonly Span[],
  whole: (span: Span) => boolean,
  cut: number,
  from: number,
): number {
  let at = 0;
  for (const span of spans) {
    const end = at + span.text.length;
    if (cut <= at) return cut;
    if (cut < end) return !whole(span) ? cut : at > from ? at : end;
    at = end;
  }
  return cut;
}

/**
 * Cuts an answer into pages, from the front: while an answer grows at its end, a page that was followed by another one
 * stays as it is. It does not where later text changes what earlier text means: a table's columns grow with its rows,
 * a `**` finds its other half, a definition makes a link. Pages that nobody could see are left out.
 */
export function paginate<Span extends Piece>({ spans, seams }: Inked<Span>, paper: Paper<Span>): Span[][] {
  const text = textOf(spans);
  const pages: Span[][] = [];
  for (let from = 0; from < text.length; ) {
    const reach = paper.furthest(spans, from);
    const best = reach >= text.length ? text.length : bestCut(text, seams, from, reach);
    const cut = outsideOfWholes(spans, paper.whole, best, from);
    const page = between(spans, from, from + text.slice(from, cut).trimEnd().length);
    if (textOf(page).trim() !== '') pages.push(page);
    from = afterCut(text, Math.max(cut, from + 1));
  }
  return pages;
}
