import { parseMarkdown } from '../../src/markdown/parse.ts';
import { independentParts } from '../../src/markdown/parts.ts';
import { inkedText } from './render/blocks.ts';
import { type InkedText, stacked } from './render/ink.ts';
import { type Page, paginate } from './render/pages.ts';

/** Markdown as the Markdown of Feishu's cards, one page for each card; none when there is nothing to see. */
export type Render = (markdown: string) => Page[];

/** Renders one answer while it grows: remembers the parts of its last state, and looks only at those that are new. */
export function openRender(): Render {
  let known = new Map<string, InkedText>();
  return markdown => {
    const parts = new Map<string, InkedText>();
    const texts = independentParts(markdown).map(part => {
      const text = known.get(part) ?? parts.get(part) ?? inkedText(parseMarkdown(part));
      parts.set(part, text);
      return text;
    });
    known = parts;
    return paginate(stacked(texts));
  };
}

/** Renders once. */
export const render: Render = markdown => openRender()(markdown);
