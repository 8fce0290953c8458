import { parseMarkdown } from '../../src/markdown/parse.ts';
import { independentParts } from '../../src/markdown/parts.ts';
import { styledText } from './render/blocks.ts';
import { type StyledText, stacked } from './render/ink.ts';
import { type Page, paginate } from './render/pages.ts';

/** Markdown as Telegram's messages, in order; none when there is nothing to see. */
export type Render = (markdown: string) => Page[];

/** Renders one answer while it grows: remembers the parts of its last state, and looks only at those that are new. */
export function openRender(): Render {
  let known = new Map<string, StyledText>();
  return markdown => {
    const parts = new Map<string, StyledText>();
    const texts = independentParts(markdown).map(part => {
      const text = known.get(part) ?? parts.get(part) ?? styledText(parseMarkdown(part));
      parts.set(part, text);
      return text;
    });
    known = parts;
    return paginate(stacked(texts));
  };
}

/** Renders once. */
export const render: Render = markdown => openRender()(markdown);
