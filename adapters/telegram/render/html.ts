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

/** How many of the styles that are open stay so for the next span: the outer ones that both have. */
export function sharedDepth(open: readonly Style[], next: readonly Style[]): number {
  let depth = 0;
  while (depth < open.length && open[depth] === next[depth]) depth += 1;
  return depth;
}

/** Spans as Telegram's HTML. Every tag that is opened is closed, in order, whatever the spans are. */
export function toHtml(spans: readonly Span[]): string {
  let html = '';
  let open: readonly Style[] = [];
  const turnTo = (styles: readonly Style[]) => {
    const shared = sharedDepth(open, styles);
    for (const style of open.slice(shared).reverse()) html += closing(style);
    for (const style of styles.slice(shared)) html += opening(style);
    open = styles;
  };
  for (const { text, styles } of spans) {
    turnTo(styles);
    html += escapeHtml(text);
  }
  turnTo([]);
  return html;
}
