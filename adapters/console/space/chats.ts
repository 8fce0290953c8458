import type { World } from '../../../src/adapter.ts';
import type { PlaygroundChat } from '../../../src/playground.ts';
import { script } from '../../../src/redis/script.ts';
import type { Inbox, Told } from './inbox.ts';
import type { SpaceKeys } from './keys.ts';
import { changesAtMost, chatsAtMost, deliveriesAtMost, lifeMs } from './limits.ts';

const openChat = script(new URL('./open-chat.lua', import.meta.url));
const closeChat = script(new URL('./close-chat.lua', import.meta.url));
const setPresent = script(new URL('./set-present.lua', import.meta.url));

/** A chat, but for whether the bot is in it. */
export type About = Omit<PlaygroundChat, 'present'>;

/** The chats of the playground. What is told to the bot is kept in the same step. */
export interface Chats {
  /** Oldest first. */
  list(): Promise<readonly PlaygroundChat[]>;
  find(id: string): Promise<PlaygroundChat | undefined>;
  open(chat: About, tell?: Told): Promise<'opened' | 'there' | 'full'>;
  close(id: string, tell: Told): Promise<'closed' | 'gone'>;
  setPresent(id: string, present: boolean, tell: Told): Promise<'set' | 'same' | 'gone' | 'full'>;
}

export function openChats(world: Pick<World, 'redis' | 'clock'>, keys: SpaceKeys, inbox: Inbox): Chats {
  const { redis, clock } = world;

  async function read(id: string) {
    const [about, opened, present] = await redis.hmget(keys.chat(id), 'about', 'opened', 'present');
    if (!about) return undefined;
    const chat: PlaygroundChat = { ...(JSON.parse(about) as About), present: present === '1' };
    return { chat, openedAt: Number(opened) };
  }

  return {
    async list() {
      const ids = await redis.zrange(keys.chats, 0, -1);
      const found = await Promise.all(ids.map(read));
      return found
        .filter(each => each !== undefined)
        .sort((a, b) => a.openedAt - b.openedAt)
        .map(({ chat }) => chat);
    },
    async find(id) {
      return (await read(id))?.chat;
    },
    async open(chat, tell) {
      const result = await openChat(
        redis,
        [keys.chats, keys.chat(chat.id), keys.inbox, keys.changes],
        [
          chat.id,
          JSON.stringify(chat),
          clock.now(),
          lifeMs,
          chatsAtMost,
          tell ? inbox.wrap(tell) : '',
          changesAtMost,
          deliveriesAtMost,
        ],
      );
      return result as 'opened' | 'there' | 'full';
    },
    async close(id, tell) {
      const places = [keys.chat(id), keys.order(id), keys.messages(id), keys.files(id)];
      const result = await closeChat(
        redis,
        [keys.chats, ...places, keys.inbox, keys.changes],
        [id, inbox.wrap(tell), lifeMs, changesAtMost],
      );
      return result as 'closed' | 'gone';
    },
    async setPresent(id, present, tell) {
      const result = await setPresent(
        redis,
        [keys.chat(id), keys.inbox, keys.changes],
        [id, present ? '1' : '0', inbox.wrap(tell), lifeMs, changesAtMost, deliveriesAtMost],
      );
      return result as 'set' | 'same' | 'gone' | 'full';
    },
  };
}
