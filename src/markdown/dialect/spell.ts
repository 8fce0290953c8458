import { turning } from '../nesting.ts';
import type { Dialect } from './dialect.ts';
import type { Span, Style } from './ink.ts';
import { openShift } from './shift.ts';

/**
 * Spans as the Markdown of one page. Whatever is opened is closed, whatever the spans are.
 * @param complete whether these are all the spans of the page; otherwise others may stand beside them
 */
export function spell(spans: readonly Span[], dialect: Dialect, complete = true): string {
  const shift = openShift();
  let markdown = quotesAround(spans[0]);
  let open: readonly Style[] = [];
  let tables = 0;
  let lineStart = true;
  for (const [index, span] of spans.entries()) {
    const styles = 'styles' in span ? span.styles : [];
    markdown += turning(open, styles, marks);
    open = styles;
    let written = '';
    if ('margin' in span) shift.within(span.margin);
    switch (span.kind) {
      case 'text':
        written = dialect.text(span.text, {
          lineStart,
          inLink: isLinked(span),
          beforeLink: !complete || isLinked(spans[index + 1]),
          company: complete ? companyOf(spans, index) : 'unknown',
        });
        break;
      case 'code':
        written = inlineCode(dialect.code(span.text));
        break;
      case 'fence':
        written = fenced(dialect.code(span.text), span.language);
        shift.reset();
        break;
      case 'table':
        tables += 1;
        written = tables <= dialect.tablesAtMost ? span.text : fenced(dialect.code(span.drawn), '');
        shift.reset();
        break;
      case 'mark':
        written = shift.line(span.text);
        break;
      case 'newline':
        written = dialect.newline(shift.line(span.text));
        break;
      default:
        span satisfies never;
    }
    markdown += written;
    lineStart = span.kind === 'mark' || (span.kind === 'newline' && written.includes('\n'));
  }
  return markdown + turning(open, [], marks);
}

const isLinked = (span: Span | undefined) =>
  span !== undefined && 'styles' in span && span.styles.some(({ tag }) => tag === 'link');

const companyOf = (spans: readonly Span[], index: number) => {
  const span = spans[index];
  const styled = span !== undefined && 'styles' in span && span.styles.length > 0;
  return styled || isInline(spans[index - 1]) || isInline(spans[index + 1]) ? 'some' : 'none';
};

const isInline = (span: Span | undefined) =>
  span?.kind === 'text' || span?.kind === 'code' || span?.kind === 'newline';

/** A page that begins in the middle of a quote's line begins with the quote. */
const quotesAround = (first: Span | undefined) =>
  first && 'margin' in first ? '> '.repeat(first.margin.split('>').length - 1) : '';

const marker = { strong: '**', emphasis: '*', delete: '~~' } as const;

const marks = {
  opening: (style: Style): string => (style.tag === 'link' ? '[' : marker[style.tag]),
  closing: (style: Style): string => (style.tag === 'link' ? `](${style.href})` : marker[style.tag]),
};

/** How long the longest run is that the pattern finds. */
const longest = (text: string, pattern: RegExp) =>
  Math.max(0, ...(text.match(pattern) ?? []).map(run => run.trim().length));

function inlineCode(text: string): string {
  const ticks = '`'.repeat(longest(text, /`+/g) + 1);
  const room = /^`|`$/.test(text) ? ' ' : '';
  return ticks + room + text + room + ticks;
}

/** No blanks around a fence: Feishu does not take it for one then. */
function fenced(text: string, language: string): string {
  const ticks = '`'.repeat(Math.max(2, longest(text, /^\s*`{3,}/gm)) + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}
