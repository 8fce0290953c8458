import type { World } from '../../../src/adapter.ts';
import type { FeishuApi } from '../api.ts';
import { chatMembers } from '../wire.ts';

/** Names change seldom, milliseconds; a group that will not tell them is not asked at each message. */
const cachedMs = 600_000;
const cachedAtMost = 1000;
/** How long an event may wait for a name, milliseconds. */
const patienceMs = 1000;

/** How a member of a group is called there; undefined where Feishu does not tell. */
export type NameOf = (chatId: string, openId: string) => Promise<string | undefined>;

/** Names of the first hundred members of a group: events bring none. */
export function memberNames(api: FeishuApi, clock: World['clock']): NameOf {
  const cache = new Map<
    string,
    { readonly names: Promise<ReadonlyMap<string, string>>; readonly until: number }
  >();

  async function ask(chatId: string): Promise<ReadonlyMap<string, string>> {
    try {
      const found = await api.call('members', chatId, undefined, AbortSignal.timeout(patienceMs));
      const { items } = chatMembers.parse(found).data;
      return new Map(items.map(({ member_id: id, name }) => [id, name]));
    } catch {
      return new Map();
    }
  }

  return async (chatId, openId) => {
    let cached = cache.get(chatId);
    if (!cached || cached.until <= clock.now()) {
      if (cache.size >= cachedAtMost) cache.clear();
      cached = { names: ask(chatId), until: clock.now() + cachedMs };
      cache.set(chatId, cached);
    }
    return (await cached.names).get(openId);
  };
}
