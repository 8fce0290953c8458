import { turning } from '../../../src/markdown/nesting.ts';
import type { Span, Style } from './ink.ts';

/** Text for Telegram's HTML, which knows these three entities only. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function opening(style: Style): string {
  switch (style.tag) {
    case 'a':
      return `<a href="${escapeHtml(style.href).replaceAll('"', '&quot;')}">`;
    case 'pre':
      return style.language ? `<pre><code class="language-${style.language}">` : '<pre>';
    case 'blockquote':
      return style.expandable ? '<blockquote expandable>' : '<blockquote>';
    default:
      return `<${style.tag}>`;
  }
}

function closing(style: Style): string {
  return style.tag === 'pre' && style.language ? '</code></pre>' : `</${style.tag}>`;
}

/** What a style's tags take, UTF-16 units. */
export function tagUnits(style: Style): number {
  return opening(style).length + closing(style).length;
}

/** Spans as Telegram's HTML. Every tag that is opened is closed, in order, whatever the spans are. */
export function toHtml(spans: readonly Span[]): string {
  let html = '';
  let open: readonly Style[] = [];
  for (const { text, styles } of spans) {
    html += turning(open, styles, { opening, closing }) + escapeHtml(text);
    open = styles;
  }
  return html + turning(open, [], { opening, closing });
}
