import { type Child, el, nodes } from './dom.ts';
import type { Words } from './words/words.ts';

/**
 * Asks in a dialog; Escape closes it, and the focus goes back to where it was.
 * @param fields what stands between title and buttons
 * @param sure what the button says that does it
 * @returns whether it was confirmed
 */
export function ask(
  words: Words,
  title: string,
  fields: readonly Child[],
  sure: string,
  kind: 'plain' | 'danger' = 'plain',
): Promise<boolean> {
  const dialog = el('dialog', { 'aria-labelledby': 'dialog-title' });
  const close = () => dialog.close();
  const form = el(
    'form',
    { method: 'dialog' },
    el('h2', { id: 'dialog-title' }, title),
    ...nodes(fields),
    el(
      'p',
      { class: 'dialog-buttons' },
      el('button', { type: 'button', onclick: close }, words.cancel),
      el('button', { value: 'sure', class: kind === 'danger' ? 'danger' : 'primary' }, sure),
    ),
  );
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise(resolve => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'sure');
    });
  });
}
