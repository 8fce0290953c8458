import type { Clock } from '../../src/clock.ts';
import type { Chat } from '../../src/message.ts';
import type { FeishuApi } from './api.ts';
import { chatInfo } from './wire.ts';

/** Feishu bears no question for each command; who loses the office keeps it this long, milliseconds. */
const cachedMs = 60_000;
const cachedAtMost = 1000;

/** Whether a person owns or manages a group, by Feishu's word; false where it will not tell. */
export function chatAdmins(api: FeishuApi, clock: Clock) {
  const cache = new Map<string, { readonly admins: readonly string[]; readonly until: number }>();

  async function ask(chatId: string): Promise<readonly string[]> {
    const { data } = chatInfo.parse(await api.call('chat', chatId));
    return [...(data.owner_id === undefined ? [] : [data.owner_id]), ...(data.user_manager_id_list ?? [])];
  }

  return async (chat: Chat, personId: string): Promise<boolean> => {
    if (chat.kind === 'direct') return true;
    const cached = cache.get(chat.id);
    if (cached && cached.until > clock.now()) return cached.admins.includes(personId);
    try {
      const admins = await ask(chat.id);
      if (cache.size >= cachedAtMost) cache.clear();
      cache.set(chat.id, { admins, until: clock.now() + cachedMs });
      return admins.includes(personId);
    } catch {
      return false;
    }
  };
}
