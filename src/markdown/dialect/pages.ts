import { firstCharacter } from '../cut.ts';
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

/** What a page holds. */
export interface PageSize {
  readonly bytes: number;
  /** How many bytes Markdown takes there. */
  bytesOf(markdown: string): number;
}

/** A table as it is shown where there are too many. */
const drawing = ({ drawn }: Extract<Span, { kind: 'table' }>): Span => ({
  kind: 'fence',
  text: drawn,
  language: '',
});

/** An answer as pages. Formatting, quotes and fences that a cut interrupts are closed and opened again. */
export function pagesOf(answer: InkedText, dialect: Dialect, size: PageSize): Page[] {
  // With the marks that open and close it: more than it takes among others.
  const bytesOf = (span: Span) => size.bytesOf(spell([span], dialect, false));

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
  const furthest = (spans: readonly Span[], from: number): number => {
    let bytes = 0;
    let tables = 0;
    let at = 0;
    for (const span of spans) {
      const start = Math.max(at, from);
      const end = at + span.text.length;
      if (start < end) {
        // A longer rest than that cannot fit: not all of it needs to be counted.
        const part = partOf(span, start - at, start - at + size.bytes);
        if (part.kind === 'table') tables += 1;
        const taken = bytesOf(part.kind === 'table' && tables > dialect.tablesAtMost ? drawing(part) : part);
        const complete = start + part.text.length === end;
        if (bytes + taken > size.bytes || !complete) {
          if (span.kind === 'table') return start > from ? start : end;
          const fits = fitting(part, size.bytes - bytes);
          return start + (start > from ? fits : Math.max(fits, firstCharacter(part.text).length));
        }
        bytes += taken;
      }
      at = end;
    }
    return at;
  };

  const whole = ({ kind }: Span) => kind === 'table' || kind === 'mark' || kind === 'newline';
  return paginate(answer, { furthest, whole }).map(spans => ({
    markdown: spell(spans, dialect),
    plain: textOf(spans),
  }));
}
