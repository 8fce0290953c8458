import { el } from '../dom.ts';
import type { PlaygroundMessage } from '../shapes.ts';
import type { Language } from '../words/index.ts';
import { type Handlers, type MessageView, openMessageView } from './message-view.ts';
import type { Room } from './room.ts';

/** What has been said, in a box that stays at its end while one is at its end. */
export interface Thread {
  readonly element: HTMLElement;
  /** @param speaker id of the person who speaks now. */
  show(room: Room, speaker: string): void;
  /** Another chat: nothing of the last one stays. */
  clear(): void;
}

/** So near the end counts as at the end, pixels. */
const nearPx = 80;

export function openThread(language: Language, handlers: Handlers): Thread {
  const views = new Map<string, MessageView>();
  const empty = el('p', { class: 'empty' }, language.words.playground.empty);
  const element = el('section', {
    class: 'thread',
    tabindex: 0,
    'aria-label': language.words.playground.thread,
  });
  return {
    element,
    show(room, speaker) {
      const atEnd = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
      const byId = new Map(room.map(message => [message.id, message]));
      for (const [id, view] of views) {
        if (byId.has(id)) continue;
        view.element.remove();
        views.delete(id);
      }
      empty.remove();
      if (room.length === 0) element.append(empty);
      for (const [at, message] of room.entries()) {
        const view = viewOf(message);
        view.show(message, byId.get(message.replyTo ?? ''), isBy(message, speaker));
        const present = element.children[at];
        if (present !== view.element) element.insertBefore(view.element, present ?? null);
      }
      if (atEnd) element.scrollTop = element.scrollHeight;
    },
    clear() {
      views.clear();
      element.replaceChildren();
    },
  };

  function viewOf({ id }: PlaygroundMessage): MessageView {
    const view = views.get(id) ?? openMessageView(language, handlers);
    views.set(id, view);
    return view;
  }
}

const isBy = ({ from }: PlaygroundMessage, person: string) => from !== 'bot' && from.id === person;
