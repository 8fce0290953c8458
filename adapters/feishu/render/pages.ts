import { textOf } from '../../../src/markdown/inked.ts';
import { paginate, partOf } from '../../../src/markdown/paginate.ts';
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

/** What a span takes in a card's JSON, with the marks that open and close it. */
const bytesOf = (span: Span) => Buffer.byteLength(JSON.stringify(toMarkdown([span]))) - 2;

/** A table as it is shown where there are too many. */
const drawing = ({ drawn }: Extract<Span, { kind: 'table' }>): Span => ({
  kind: 'fence',
  text: drawn,
  language: '',
});

/** How many units of a span fit into so many bytes. */
function fitting(span: Span, bytes: number): number {
  let [low, high] = [0, Math.min(span.text.length, bytes)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (bytesOf(partOf(span, 0, middle)) <= bytes) low = middle;
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
      const part = partOf(span, start - at, start - at + pageBytes);
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

/** An answer as cards. Formatting and fences that a cut interrupts are closed and opened again. */
export function pagesOf(answer: InkedText): Page[] {
  const whole = ({ kind }: Span) => kind === 'table' || kind === 'mark';
  return paginate(answer, { furthest, whole }).map(spans => ({
    markdown: toMarkdown(spans),
    plain: textOf(spans),
  }));
}
