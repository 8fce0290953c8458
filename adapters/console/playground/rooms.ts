import type { Arrival } from '../../../src/message.ts';
import type { Playground } from '../../../src/playground.ts';
import { firstChats } from '../first-chats.ts';
import { chatOf, platform } from '../parse.ts';
import type { About } from '../space/chats.ts';
import type { Space } from '../space.ts';
import { chatFrom } from './check.ts';
import { type LookUp, refuse } from './look-up.ts';
import { newId } from './new-id.ts';

/** Opens chats and closes them, and takes the bot in and out. @param wake something waits for the bot */
export function openRooms(
  { chats, messages }: Pick<Space, 'chats' | 'messages'>,
  lookUp: LookUp,
  wake: () => void,
): Pick<Playground, 'chats' | 'messages' | 'openChat' | 'closeChat' | 'setPresent'> {
  /** A person who opens a direct chat has said nothing yet: the bot hears of it with the first message. */
  async function open(chat: About) {
    const opened = await chats.open(chat, chat.kind === 'group' ? membership(chat, 'joined') : undefined);
    wake();
    return opened;
  }

  return {
    async chats() {
      const found = await chats.list();
      if (found.length > 0) return found;
      for (const chat of firstChats) await open(chat);
      return chats.list();
    },
    async messages(chat) {
      await lookUp.chat(chat);
      return messages.list(chat);
    },
    async openChat(draft) {
      const chat = chatFrom(draft, newId);
      if ((await open(chat)) === 'full')
        return refuse('full', 'There are as many chats as there may be, or too much waits for the bot');
      return { ...chat, present: true };
    },
    async closeChat(id) {
      await chats.close(id, membership(await lookUp.chat(id), 'left'));
      wake();
    },
    async setPresent(id, present) {
      const chat = await lookUp.chat(id);
      const set = await chats.setPresent(id, present, membership(chat, present ? 'joined' : 'left'));
      if (set === 'full') return refuse('full', 'Too much waits for the bot');
      wake();
    },
  };
}

function membership(chat: About, state: 'joined' | 'left') {
  return {
    kind: 'membership',
    platform,
    chat: chatOf(chat),
    state,
    id: newId(),
  } as const satisfies Arrival;
}
