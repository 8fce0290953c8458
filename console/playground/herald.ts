import { el } from '../dom.ts';
import type { Words } from '../words/words.ts';
import { newsIn, type Room } from './room.ts';

/** Tells those who hear the page that an answer begins, and the whole answer once it is complete. */
export interface Herald {
  readonly element: HTMLElement;
  /** @param shown what they know. @param now what may be different */
  tell(shown: Room, now: Room): void;
}

export function openHerald({ bot, playground }: Words): Herald {
  const element = el('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  return {
    element,
    tell(shown, now) {
      const known = new Map(shown.map(message => [message.id, message]));
      for (const message of now) {
        const news = newsIn(known.get(message.id), message);
        if (news === 'begins') element.textContent = playground.begins;
        if (news === 'ends') element.textContent = `${bot}: ${message.text}`;
      }
    },
  };
}
