import { post } from '../api.ts';
import { ask } from '../dialog.ts';
import { el } from '../dom.ts';
import type { Surroundings } from '../page.ts';
import type { PlaygroundChat } from '../shapes.ts';

/** What can be done with a chat as a whole. */
export interface ChatMenu {
  readonly element: HTMLElement;
  show(chat: PlaygroundChat): void;
}

export function openChatMenu({ language: { words }, attempt }: Surroundings): ChatMenu {
  const { playground } = words;
  const content = el('div', { class: 'menu' });
  const summary = el('summary', { 'aria-label': playground.chatMenu, title: playground.chatMenu }, '⋯');
  const element = el('details', { class: 'chat-menu' }, summary, content);
  element.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !element.open) return;
    element.open = false;
    summary.focus();
  });
  return {
    element,
    show({ id, title, present }) {
      const setPresent = () => attempt(() => post('api/presence', { chat: id, present: !present }));
      const close = async () => {
        if (!(await ask(words, playground.closeSure(title), [], playground.close, 'danger'))) return;
        await attempt(() => post(`api/chats/${encodeURIComponent(id)}/close`, {}));
      };
      const then = (work: () => unknown) => () => {
        element.open = false;
        void work();
      };
      content.replaceChildren(
        el(
          'button',
          { type: 'button', onclick: then(setPresent) },
          present ? playground.throwOut : playground.bringIn,
        ),
        el('button', { type: 'button', class: 'danger', onclick: then(close) }, playground.close),
      );
    },
  };
}
