import type { Span } from '../../src/markdown/dialect/ink.ts';
import { inkedText } from '../../src/markdown/dialect/pen.ts';
import { openReader } from '../../src/markdown/growing.ts';
import { stacked } from '../../src/markdown/inked.ts';
import { foldedBeginning } from './render/fold.ts';
import { openCards, type Page } from './render/pages.ts';
import { pen } from './render/pen.ts';

/** Markdown as the Markdown of Feishu's cards, one page for each card; none when there is nothing to see. */
export type Render = (markdown: string) => Page[];

const betweenParts: Span = { kind: 'mark', text: '\n\n' };

/** Renders one answer while it grows. */
export function openRender(): Render {
  const whole = openPlainRender();
  return markdown => {
    const pages = whole(markdown);
    const [first, ...others] = pages;
    const folded = first && foldedBeginning(markdown, first, openPlainRender());
    return folded ? [{ ...first, folded }, ...others] : pages;
  };
}

function openPlainRender(): Render {
  const read = openReader(root => inkedText(root, pen));
  const pagesOf = openCards();
  return markdown => pagesOf(stacked(read(markdown), betweenParts));
}

/** Renders once. */
export const render: Render = markdown => openRender()(markdown);
