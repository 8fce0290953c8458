import { el } from '../dom.ts';
import type { PlaygroundChat } from '../shapes.ts';
import type { Words } from '../words/words.ts';

/** The chats, at the left; on a phone they lie in a drawer. */
export interface ChatList {
  readonly element: HTMLElement;
  show(chats: readonly PlaygroundChat[], current: string | undefined): void;
}

/** @param choose told the id of a chat. @param create asked for a new one */
export function openChatList(
  { playground }: Words,
  choose: (id: string) => void,
  create: () => void,
): ChatList {
  const list = el('ul', {});
  const element = el(
    'nav',
    { class: 'chats', id: 'chats', 'aria-label': playground.chats },
    list,
    el('button', { type: 'button', onclick: create }, playground.newChat),
  );
  return {
    element,
    show(chats, current) {
      const focused = element.contains(document.activeElement) ? document.activeElement : null;
      const again = focused instanceof HTMLElement ? focused.dataset['chat'] : undefined;
      const entries = chats.map(({ id, kind, title, people, present }) =>
        el(
          'button',
          {
            type: 'button',
            class: 'chat',
            'data-chat': id,
            'aria-current': id === current ? 'true' : undefined,
            onclick: () => choose(id),
          },
          el('span', { class: 'chat-title' }, title),
          el(
            'small',
            {},
            kind === 'group' ? playground.group(people.length) : playground.direct,
            !present && ` · ${playground.absent}`,
          ),
        ),
      );
      list.replaceChildren(...entries.map(entry => el('li', {}, entry)));
      entries.find(entry => again !== undefined && entry.dataset['chat'] === again)?.focus();
    },
  };
}
