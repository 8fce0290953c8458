import type { Chat } from '../../src/message.ts';
import type { Chats } from './space/chats.ts';

/** Whether a person runs a chat: their role in it says so, and everybody runs their own direct chat. */
export function chatAdmins(chats: Pick<Chats, 'find'>) {
  return async ({ id, kind }: Chat, personId: string): Promise<boolean> => {
    if (kind === 'direct') return true;
    const chat = await chats.find(id).catch(() => undefined);
    const role = chat?.people.find(person => person.id === personId)?.role ?? 'member';
    return role !== 'member';
  };
}
