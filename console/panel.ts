import { type Child, el } from './dom.ts';

/** A part of a page under its heading. */
export function panel(title: string, ...children: readonly Child[]): HTMLElement {
  return el('section', { class: 'panel', 'aria-label': title }, el('h2', {}, title), ...children);
}
