/** A piece of an answer; `text` is what people read of it. */
export interface Piece {
  readonly text: string;
}

/** A whole answer in a platform's own spans, ready to be cut. */
export interface Inked<Span extends Piece> {
  readonly spans: readonly Span[];
  /** Where, in UTF-16 units of what people read, one top-level block ends and the next has yet to begin; ascending. */
  readonly seams: readonly number[];
}

/** What people read of the spans. */
export function textOf(spans: readonly Piece[]): string {
  return spans.map(span => span.text).join('');
}

/** Answers one below the other, each its own block, with `gap` between them. */
export function stacked<Span extends Piece>(answers: readonly Inked<Span>[], gap: Span): Inked<Span> {
  const spans: Span[] = [];
  const seams: number[] = [];
  let length = 0;
  for (const answer of answers) {
    if (answer.spans.length === 0) continue;
    if (length > 0) {
      seams.push(length);
      spans.push(gap);
      length += gap.text.length;
    }
    for (const seam of answer.seams) seams.push(length + seam);
    for (const span of answer.spans) {
      spans.push(span);
      length += span.text.length;
    }
  }
  return { spans, seams };
}
