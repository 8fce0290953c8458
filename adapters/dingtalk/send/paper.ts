import { orDots } from '../../../src/markdown/dialect/pages.ts';
import { openRender, type Page, render } from '../render.ts';
import { fitsMessage } from './forms/message.ts';
import type { FormName } from './sheet.ts';

/** A page of a message, UTF-8 bytes: below what a robot's send takes, where quotes and line feeds count twice. */
const messageBytes = 12_000;
/** Below this, cutting smaller does not help. */
const leastBytes = 1000;

/** What one answer is written on while it grows. */
export interface Paper {
  /** The answer in pages, one at least. @param cardBytes how much a card holds, UTF-8 bytes */
  pages(form: FormName, markdown: string, cardBytes: number): readonly Page[];
}

export function openPaper(): Paper {
  const inCards = openRender('card');
  const inMessages = openRender('message');
  return {
    pages(form, markdown, cardBytes) {
      if (form === 'ai-card') return orDots(inCards(markdown, cardBytes));
      if (form === 'standard-card') return orDots(inMessages(markdown, cardBytes));
      return orDots(messagePages(bytes => inMessages(markdown, bytes)));
    },
  };
}

/** Pages of a card as messages: what the one kind of Markdown says, said in the other. */
export function asMessages(pages: readonly Page[]): readonly Page[] {
  const markdown = pages.map(page => page.markdown).join('\n\n');
  return messagePages(bytes => render('message', markdown, bytes));
}

/** Cuts smaller until each page can be sent. */
function messagePages(cut: (bytes: number) => readonly Page[]): readonly Page[] {
  for (let bytes = messageBytes; ; bytes = Math.floor(bytes * 0.7)) {
    const pages = cut(bytes);
    if (bytes < leastBytes || pages.every(fitsMessage)) return pages;
  }
}
