import {
  type PlaygroundChat,
  type PlaygroundMessage,
  type PlaygroundPerson,
  PlaygroundRefusal,
  type PlaygroundRefusalKind,
  type Touch,
} from '../../../src/playground.ts';
import type { Space } from '../space.ts';

export function refuse(kind: PlaygroundRefusalKind, message: string): never {
  throw new PlaygroundRefusal(kind, message);
}

/** Finds what somebody names; throws `PlaygroundRefusal` where there is none. */
export interface LookUp {
  chat(id: string): Promise<PlaygroundChat>;
  message(chat: string, id: string): Promise<PlaygroundMessage>;
  /** Somebody does something to a message. */
  touch(touch: Touch): Promise<{
    readonly chat: PlaygroundChat;
    readonly by: PlaygroundPerson;
    readonly message: PlaygroundMessage;
  }>;
}

export function openLookUp({ chats, messages }: Pick<Space, 'chats' | 'messages'>): LookUp {
  const lookUp: LookUp = {
    chat: async id => (await chats.find(id)) ?? refuse('unknown', 'There is no such chat'),
    message: async (chat, id) =>
      (await messages.find(chat, id)) ?? refuse('unknown', 'There is no such message'),
    async touch({ chat: id, as, message }) {
      const chat = await lookUp.chat(id);
      return { chat, by: personIn(chat, as), message: await lookUp.message(id, message) };
    },
  };
  return lookUp;
}

export function personIn({ people }: PlaygroundChat, id: string): PlaygroundPerson {
  return people.find(person => person.id === id) ?? refuse('unknown', 'There is no such person in this chat');
}
