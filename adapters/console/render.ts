import { openReader } from '../../src/markdown/growing.ts';
import { shownTree } from './render/blocks.ts';
import type { Shown } from './render/ink.ts';

/** Markdown as the console shows it: HTML in which nothing is ours to run, and its text. */
export type Render = (markdown: string) => Shown;

/** Renders one answer while it grows. What nobody could see is dots. */
export function openRender(): Render {
  const read = openReader(shownTree);
  return markdown => {
    const parts = read(markdown).filter(({ html }) => html !== '');
    const text = parts.map(part => part.text).join('\n\n');
    return text.trim() === '' ? dots : { html: parts.map(({ html }) => html).join(''), text };
  };
}

const dots: Shown = { html: '<p>…</p>', text: '…' };

/** Renders once. */
export const render: Render = markdown => openRender()(markdown);
