import type { Span } from './ink.ts';

/** Where texts have signs of emphasis or code that would find their other half, UTF-16 offsets in each. */
export type Signs = ReadonlyMap<Span, ReadonlySet<number>>;

/** A run of one sign: of a text, or, without a place, of markup that is written around a span. */
interface Run {
  readonly sign: string;
  readonly opens: boolean;
  readonly closes: boolean;
  readonly place?: { readonly span: Span; readonly from: number; readonly to: number };
}

/**
 * Looks for them paragraph by paragraph, by the rules of CommonMark, but for those about punctuation, in which parsers
 * differ. One tilde counts too, for some strike out with it.
 */
export function findSigns(spans: readonly Span[]): Signs {
  const found = new Map<Span, Set<number>>();
  let paragraph: Run[] = [];
  for (const [index, span] of spans.entries()) {
    if (isInline(span))
      for (const run of runsOf(span, spans[index - 1], spans[index + 1])) paragraph.push(run);
    else {
      pair(paragraph, found);
      paragraph = [];
    }
  }
  pair(paragraph, found);
  return found;
}

const isInline = (span: Span | undefined) =>
  span?.kind === 'text' || span?.kind === 'code' || span?.kind === 'newline';

const markup = { strong: '*', emphasis: '*', delete: '~', link: '' } as const;

function runsOf(span: Span, previous: Span | undefined, next: Span | undefined): Run[] {
  const signs: string[] = 'styles' in span ? span.styles.map(({ tag }) => markup[tag]) : [];
  if (span.kind === 'code') signs.push('`');
  const around = signs.map((sign): Run => ({ sign, opens: true, closes: true }));
  if (span.kind !== 'text') return around;
  const edge = (beside: Span | undefined) => (around.length > 0 || isInline(beside) ? '.' : ' ');
  const own = [...span.text.matchAll(/`+|\*+|_+|~+/g)].map(({ 0: run, index: from }): Run => {
    const to = from + run.length;
    const before = span.text.charAt(from - 1) || edge(previous);
    const after = span.text.charAt(to) || edge(next);
    return { sign: run.charAt(0), ...sidesOf(run, before, after), place: { span, from, to } };
  });
  return [...around, ...own, ...around];
}

/** Whether a run could begin something, and end it. A line feed is no blank there, for it may be spelt `<br>`. */
function sidesOf(run: string, before: string, after: string): { opens: boolean; closes: boolean } {
  if (run.startsWith('`')) return { opens: true, closes: true };
  const inWord = run.startsWith('_') && isWord(before) && isWord(after);
  return { opens: !inWord && /[\S\n]/.test(after), closes: !inWord && /[\S\n]/.test(before) };
}

const isWord = (character: string) => /[\p{L}\p{N}]/u.test(character);

/** Notes the runs of a paragraph that have another half in it. */
function pair(paragraph: readonly Run[], found: Map<Span, Set<number>>): void {
  const firstOpening = new Map<string, number>();
  const lastClosing = new Map<string, number>();
  for (const [position, { sign, opens, closes }] of paragraph.entries()) {
    if (opens && !firstOpening.has(sign)) firstOpening.set(sign, position);
    if (closes) lastClosing.set(sign, position);
  }
  for (const [position, { sign, opens, closes, place }] of paragraph.entries()) {
    const paired =
      (opens && (lastClosing.get(sign) ?? position) > position) ||
      (closes && (firstOpening.get(sign) ?? position) < position);
    if (!place || !paired) continue;
    const offsets = found.get(place.span) ?? new Set();
    found.set(place.span, offsets);
    for (let at = place.from; at < place.to; at += 1) offsets.add(at);
  }
}
