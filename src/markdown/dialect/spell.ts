import { sharedDepth, turning } from '../nesting.ts';
import type { Dialect } from './dialect.ts';
import type { Span, Style } from './ink.ts';
import { openShift } from './shift.ts';
import { findSigns, type Signs } from './signs.ts';

/**
 * Spans as the Markdown of one page. Whatever is opened is closed, whatever the spans are.
 * @param complete whether these are all the spans of a page; otherwise they take as much room as they ever could
 */
export function spell(spans: readonly Span[], dialect: Dialect, complete = true): string {
  const shift = openShift(complete);
  let signs: Signs | undefined;
  const isSign = (span: Span, offset: number) => {
    signs ??= findSigns(spans);
    return signs.get(span)?.has(offset) ?? false;
  };
  let markdown = quotesAround(spans[0]);
  let open: readonly Style[] = [];
  let tables = 0;
  let lineStart = true;
  for (const [index, span] of spans.entries()) {
    const styles = 'styles' in span ? span.styles : [];
    const shared = styles.slice(0, sharedDepth(open, styles));
    const meet = isStarred(open[shared.length]) && isStarred(styles[shared.length]);
    markdown +=
      turning(open, shared, marks) +
      (meet || (!complete && styles.length > 0) ? joiner : '') +
      turning(shared, styles, marks);
    open = styles;
    let written = '';
    if ('margin' in span) shift.within(span.margin);
    switch (span.kind) {
      case 'text':
        written = dialect.text(span.text, {
          lineStart,
          inLink: isLinked(span),
          beforeLink: !complete || isLinked(spans[index + 1]),
          isSign: offset => !complete || isSign(span, offset),
          isKnown: complete,
        });
        break;
      case 'code':
        written = inlineCode(dialect.code(span.text), complete);
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

/** A page that begins in the middle of a quote's line begins with the quote. */
const quotesAround = (first: Span | undefined) =>
  first && 'margin' in first ? '> '.repeat(first.margin.split('>').length - 1) : '';

/** A word joiner, which nobody sees: what ends and what begins would be read as one run of stars. */
const joiner = '\u2060';

const isStarred = (style: Style | undefined) => style?.tag === 'strong' || style?.tag === 'emphasis';

const marker = { strong: '**', emphasis: '*', delete: '~~' } as const;

const marks = {
  opening: (style: Style): string => (style.tag === 'link' ? '[' : marker[style.tag]),
  closing: (style: Style): string => (style.tag === 'link' ? `](${style.href})` : marker[style.tag]),
};

const runsOf = (text: string, pattern: RegExp) => (text.match(pattern) ?? []).map(run => run.trim().length);

/** As many backticks as stand nowhere in a row in the text, as few as possible; or as many as there could have to be. */
function inlineCode(text: string, complete: boolean): string {
  const runs = runsOf(text, /`+/g);
  let count = complete ? 1 : Math.max(0, ...runs) + 1;
  while (runs.includes(count)) count += 1;
  const ticks = '`'.repeat(count);
  const room = /^`|`$/.test(text) || !complete ? ' ' : '';
  return ticks + room + text + room + ticks;
}

/** No blanks around a fence: Feishu does not take it for one then. */
function fenced(text: string, language: string): string {
  const ticks = '`'.repeat(Math.max(2, ...runsOf(text, /^[^\S\n\r\u2028\u2029]*`{3,}/gm)) + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}
