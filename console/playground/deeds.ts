import { post } from '../api.ts';
import { ask } from '../dialog.ts';
import type { Surroundings } from '../page.ts';
import type { PlaygroundButton, PlaygroundChat, Touch } from '../shapes.ts';
import type { Draft } from './composer.ts';
import { askForChat } from './new-chat.ts';
import { newId, openSayings } from './sayings.ts';

/** What people do, as the server is asked for it. What came of it comes with the stream of events. */
export interface Deeds {
  /** @returns whether it was accepted */
  send(draft: Draft): Promise<boolean>;
  press(touch: Touch, button: PlaygroundButton): Promise<void>;
  takeBack(touch: Touch): Promise<void>;
  /** @returns undefined where it came to nothing */
  openChat(): Promise<PlaygroundChat | undefined>;
}

export function openDeeds({ language: { words }, attempt, say }: Surroundings): Deeds {
  const { playground } = words;
  const sayings = openSayings(newId);
  return {
    async send({ chat, as, text, mention, about }) {
      const saying = { chat, as, text, mention, ...(about && { replyTo: about.message.id }) };
      const sent = await attempt(() =>
        about?.kind === 'edit'
          ? post('api/edit', { chat, as, message: about.message.id, text })
          : post('api/say', { ...saying, id: sayings.idOf(saying) }),
      );
      if (!sent) return false;
      sayings.accepted();
      return true;
    },
    async press(touch, { action, token }) {
      const answer = await attempt(() => post<{ text?: string }>('api/press', { ...touch, action, token }));
      if (answer?.text) say(answer.text);
    },
    async takeBack(touch) {
      if (!(await ask(words, playground.takeBackSure, [], playground.takeBack, 'danger'))) return;
      await attempt(() => post('api/recall', touch));
    },
    async openChat() {
      const wanted = await askForChat(words);
      return wanted && attempt(() => post<PlaygroundChat>('api/chats', wanted));
    },
  };
}
