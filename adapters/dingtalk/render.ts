import type { InkedText, Span } from '../../src/markdown/dialect/ink.ts';
import { openPages, type Page } from '../../src/markdown/dialect/pages.ts';
import { inkedText } from '../../src/markdown/dialect/pen.ts';
import { openReader } from '../../src/markdown/growing.ts';
import { stacked } from '../../src/markdown/inked.ts';
import { card } from './render/card.ts';
import { message } from './render/message.ts';

export type { Page };

/** Which Markdown: that of AI cards, or that of messages and standard cards. */
export type Dialect = 'card' | 'message';

/**
 * Markdown as DingTalk's, in order; none when there is nothing to see.
 * @param limitBytes UTF-8 bytes that the Markdown of one page may take; it may change from call to call
 */
export type Render = (markdown: string, limitBytes: number) => Page[];

const languages = { card, message };

const betweenParts: Span = { kind: 'mark', text: '\n\n' };

/** Renders one answer while it grows. */
export function openRender(dialect: Dialect): Render {
  const language = languages[dialect];
  const pagesOf = openPages(language.dialect, text => Buffer.byteLength(text));
  let read: (markdown: string) => InkedText[] = () => [];
  let known: number | undefined;
  return (markdown, limitBytes) => {
    if (limitBytes !== known) {
      const pen = language.pen(limitBytes);
      read = openReader(root => inkedText(root, pen));
      known = limitBytes;
    }
    return pagesOf(stacked(read(markdown), betweenParts), limitBytes);
  };
}

/** Renders once. */
export function render(dialect: Dialect, markdown: string, limitBytes: number): Page[] {
  return openRender(dialect)(markdown, limitBytes);
}
