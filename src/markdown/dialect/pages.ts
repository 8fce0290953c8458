import { firstCodePoint } from '../cut.ts';
import { textOf } from '../inked.ts';
import { paginate, partOf } from '../paginate.ts';
import type { Dialect } from './dialect.ts';
import type { InkedText, Span } from './ink.ts';
import { spell } from './spell.ts';

/** What one card or message says. */
export interface Page {
  readonly markdown: string;
  /** The same without formatting: for where it is refused, and for lists of chats. */
  readonly plain: string;
}

/** What stands where there is nothing to say: no platform takes an empty text. */
export const dots: Page = { markdown: '…', plain: '…' };

/** Pages, one at least. */
export const orDots = (pages: readonly Page[]): readonly Page[] => (pages.length > 0 ? pages : [dots]);

/** Cuts an answer into pages that hold so many bytes. */
export type PagesOf = (answer: InkedText, bytes: number) => Page[];

/** A table as it is shown where there are too many. */
const drawing = ({ drawn }: Extract<Span, { kind: 'table' }>): Span => ({
  kind: 'fence',
  text: drawn,
  language: '',
});

/**
 * An answer as pages, while it grows. Formatting, quotes and fences that a cut interrupts are closed and opened again.
 * @param measure how many bytes Markdown takes
 */
export function openPages(dialect: Dialect, measure: (markdown: string) => number): PagesOf {
  const known = new WeakMap<Span, number>();

  /** With the marks that open and close it: more than it takes among others. */
  const bytesOf = (span: Span): number => {
    const bytes = known.get(span) ?? measure(spell([span], dialect, false));
    known.set(span, bytes);
    return bytes;
  };

  /** How many units of a span fit into so many bytes. */
  const fitting = (span: Span, bytes: number): number => {
    let [low, high] = [0, Math.min(span.text.length, bytes)];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (bytesOf(partOf(span, 0, middle)) <= bytes) low = middle;
      else high = middle - 1;
    }
    return low;
  };

  /** How far a page that begins at `from` may reach. */
  const furthest = (spans: readonly Span[], from: number, limit: number): number => {
    let bytes = 0;
    let tables = 0;
    let at = 0;
    for (const span of spans) {
      const start = Math.max(at, from);
      const end = at + span.text.length;
      if (start < end) {
        // A longer rest than that cannot fit: not all of it needs to be counted.
        const part =
          start === at && span.text.length <= limit ? span : partOf(span, start - at, start - at + limit);
        if (part.kind === 'table') tables += 1;
        const taken = bytesOf(part.kind === 'table' && tables > dialect.tablesAtMost ? drawing(part) : part);
        const complete = start + part.text.length === end;
        if (bytes + taken > limit || !complete) {
          if (span.kind === 'table') return start > from ? start : end;
          const fits = fitting(part, limit - bytes);
          return start + (start > from ? fits : Math.max(fits, firstCodePoint(part.text).length));
        }
        bytes += taken;
      }
      at = end;
    }
    return at;
  };

  const whole = ({ kind }: Span) => kind === 'table' || kind === 'mark' || kind === 'newline';
  return (answer, bytes) =>
    paginate(answer, { furthest: (spans, from) => furthest(spans, from, bytes), whole }).map(spans => ({
      markdown: spell(spans, dialect),
      plain: textOf(spans),
    }));
}
