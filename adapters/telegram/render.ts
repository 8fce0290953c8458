import { parseMarkdown } from '../../src/markdown.ts';
import { styledText } from './render/blocks.ts';
import { type Page, paginate } from './render/pages.ts';

/** Markdown as Telegram's messages, in order; none when there is nothing to see. */
export function render(markdown: string): Page[] {
  return paginate(styledText(parseMarkdown(markdown)));
}
