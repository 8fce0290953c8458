import { el } from '../dom.ts';
import type { Words } from '../words/words.ts';

/** What lies beside the page, and on a phone before it, when it is opened. */
export interface Drawer {
  readonly button: HTMLElement;
  /** Behind the open drawer; a touch of it closes that. */
  readonly veil: HTMLElement;
  close(): void;
}

/** @param content has an id */
export function openDrawer({ playground }: Words, content: HTMLElement): Drawer {
  const button = el(
    'button',
    {
      type: 'button',
      class: 'drawer-button',
      'aria-expanded': 'false',
      'aria-controls': content.id,
      onclick: () => set(!isOpen()),
    },
    `☰ ${playground.chats}`,
  );
  const veil = el('div', { class: 'veil', onclick: () => set(false) });
  content.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !isOpen()) return;
    set(false);
    button.focus();
  });
  return { button, veil, close: () => set(false) };

  function isOpen(): boolean {
    return content.classList.contains('open');
  }

  function set(open: boolean): void {
    content.classList.toggle('open', open);
    veil.classList.toggle('open', open);
    button.setAttribute('aria-expanded', String(open));
    if (open) content.querySelector('button')?.focus();
  }
}
