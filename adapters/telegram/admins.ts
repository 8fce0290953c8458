import type { Api } from 'grammy';
import type { Clock } from '../../src/clock.ts';
import type { Chat } from '../../src/message.ts';

/** Telegram's limits bear no question for each command; who loses the office keeps it this long. */
const cachedMs = 60_000;
const cachedAtMost = 1000;

/**
 * Whether a person is an administrator of a chat, by Telegram's word. https://core.telegram.org/bots/api#getchatmember
 * is certain to answer only where the bot is one too; the list of administrators is open to every member.
 */
export function chatAdmins(api: Api, clock: Clock) {
  const cache = new Map<string, { readonly isAdmin: boolean; readonly until: number }>();

  async function ask(chatId: number, personId: number): Promise<boolean> {
    try {
      const { status } = await api.getChatMember(chatId, personId);
      return status === 'creator' || status === 'administrator';
    } catch {
      const admins = await api.getChatAdministrators(chatId);
      return admins.some(({ user }) => user.id === personId);
    }
  }

  return async (chat: Chat, personId: string): Promise<boolean> => {
    // An anonymous admin speaks with the group's own id.
    if (chat.kind === 'direct' || personId === chat.id) return true;
    // Somebody who speaks as a channel: Telegram does not tell who.
    if (personId.startsWith('-')) return false;
    const key = `${chat.id} ${personId}`;
    const cached = cache.get(key);
    if (cached && cached.until > clock.now()) return cached.isAdmin;
    try {
      const isAdmin = await ask(Number(chat.id), Number(personId));
      if (cache.size >= cachedAtMost) cache.clear();
      cache.set(key, { isAdmin, until: clock.now() + cachedMs });
      return isAdmin;
    } catch {
      return false;
    }
  };
}
