import { openReader } from '../../src/markdown/growing.ts';
import { stacked } from '../../src/markdown/inked.ts';
import type { Span } from './render/ink.ts';
import { type Page, pagesOf } from './render/pages.ts';
import { styledText } from './render/pen.ts';

/** Markdown as Telegram's messages, in order; none when there is nothing to see. */
export type Render = (markdown: string) => Page[];

const betweenParts: Span = { text: '\n\n', styles: [] };

/** Renders one answer while it grows. */
export function openRender(): Render {
  const read = openReader(styledText);
  return markdown => pagesOf(stacked(read(markdown), betweenParts));
}

/** Renders once. */
export const render: Render = markdown => openRender()(markdown);
