import { turning } from '../../../src/markdown/nesting.ts';
import { disarmCode, escapeText } from './escape.ts';
import type { Span, Style } from './ink.ts';

/** A fourth table makes Feishu refuse the card (230099, sub-code 11310). */
export const tablesAtMost = 3;

/** Spans as the Markdown of one card. Whatever is opened is closed, whatever the spans are. */
export function toMarkdown(spans: readonly Span[]): string {
  let markdown = '';
  let open: readonly Style[] = [];
  let tables = 0;
  let lineStart = true;
  for (const span of spans) {
    const styles = 'styles' in span ? span.styles : [];
    markdown += turning(open, styles, { opening, closing });
    open = styles;
    switch (span.kind) {
      case 'text':
        markdown += escapeText(span.text, lineStart);
        break;
      case 'code':
        markdown += inlineCode(span.text);
        break;
      case 'fence':
        markdown += fenced(span.text, span.language);
        break;
      case 'table':
        tables += 1;
        markdown += tables <= tablesAtMost ? span.text : fenced(span.drawn, '');
        break;
      case 'mark':
        markdown += span.text;
        break;
      default:
        span satisfies never;
    }
    lineStart = span.kind === 'mark';
  }
  return markdown + turning(open, [], { opening, closing });
}

const marker = { strong: '**', emphasis: '*', delete: '~~' } as const;

const opening = (style: Style): string => (style.tag === 'link' ? '[' : marker[style.tag]);
const closing = (style: Style): string => (style.tag === 'link' ? `](${style.href})` : marker[style.tag]);

/** As many backticks as stand nowhere in a row in the text, and as few as possible. */
function inlineCode(text: string): string {
  const runs = new Set((text.match(/`+/g) ?? []).map(({ length }) => length));
  let count = 1;
  while (runs.has(count)) count += 1;
  const ticks = '`'.repeat(count);
  const room = /^`|`$/.test(text) ? ' ' : '';
  return ticks + room + disarmCode(text) + room + ticks;
}

/** No blanks around a fence: Feishu does not take it for one then. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/^\s*`{3,}/gm) ?? []).map(run => run.trim().length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${disarmCode(text)}\n${ticks}`;
}
