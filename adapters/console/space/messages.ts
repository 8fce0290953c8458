import type { World } from '../../../src/adapter.ts';
import type { TextFile } from '../../../src/platform.ts';
import type { PlaygroundMessage } from '../../../src/playground.ts';
import { script } from '../../../src/redis/script.ts';
import type { Inbox, Told } from './inbox.ts';
import type { SpaceKeys } from './keys.ts';
import { changesAtMost, deliveriesAtMost, lifeMs, messagesAtMost } from './limits.ts';

const write = script(new URL('./write.lua', import.meta.url));
const takeBack = script(new URL('./take-back.lua', import.meta.url));

/** What became of a message: see `write.lua`. */
export type Written = 'written' | 'gone' | 'there' | 'late' | 'full';

/** What is said in the chats. What is told to the bot is kept in the same step. */
export interface Messages {
  /** Of a chat, oldest first. */
  list(chat: string): Promise<readonly PlaygroundMessage[]>;
  find(chat: string, id: string): Promise<PlaygroundMessage | undefined>;
  /** Several of one chat, as they are asked for. */
  findAll(chat: string, ids: readonly string[]): Promise<readonly (PlaygroundMessage | undefined)[]>;
  /** A person says something new. */
  say(message: PlaygroundMessage, tell: Told | undefined): Promise<Written>;
  /** A person changes what they said. */
  change(message: PlaygroundMessage, tell: Told | undefined): Promise<Written>;
  /** The bot writes, or goes on writing. @param pen its writer's number; what one with a greater number wrote stays */
  put(message: PlaygroundMessage, pen: number, file?: TextFile): Promise<Written>;
  takeBack(chat: string, id: string, tell: Told | undefined): Promise<'taken' | 'gone'>;
  /** What a message carries, in whichever of these chats it is. */
  file(chats: readonly string[], id: string): Promise<TextFile | undefined>;
}

export function openMessages(world: Pick<World, 'redis' | 'clock'>, keys: SpaceKeys, inbox: Inbox): Messages {
  const { redis, clock } = world;

  interface Order {
    readonly how: 'new' | 'change' | 'bot';
    readonly pen?: number;
    readonly tell?: Told | undefined;
    readonly file?: TextFile | undefined;
  }

  async function bring(message: PlaygroundMessage, { how, pen = 0, tell, file }: Order): Promise<Written> {
    const { chat, id } = message;
    const places = [keys.chat(chat), keys.order(chat), keys.messages(chat), keys.files(chat)];
    const what = [how, pen, JSON.stringify(message), tell ? inbox.wrap(tell) : ''];
    const bounds = [clock.now(), lifeMs, messagesAtMost, deliveriesAtMost, changesAtMost];
    const result = await write(
      redis,
      [keys.chats, ...places, keys.inbox, keys.changes],
      [chat, id, ...what, ...bounds, file ? JSON.stringify(file) : ''],
    );
    return result as Written;
  }

  const findAll: Messages['findAll'] = async (chat, ids) => {
    if (ids.length === 0) return [];
    const kept = await redis.hmget(keys.messages(chat), ...ids);
    return kept.map(text => (text === null ? undefined : messageOf(text)));
  };

  return {
    async list(chat) {
      const found = await findAll(chat, await redis.lrange(keys.order(chat), 0, -1));
      return found.filter(message => message !== undefined);
    },
    find: async (chat, id) => (await findAll(chat, [id]))[0],
    findAll,
    say: (message, tell) => bring(message, { how: 'new', tell }),
    change: (message, tell) => bring(message, { how: 'change', tell }),
    put: (message, pen, file) => bring(message, { how: 'bot', pen, file }),
    async takeBack(chat, id, tell) {
      const result = await takeBack(
        redis,
        [keys.order(chat), keys.messages(chat), keys.files(chat), keys.inbox, keys.changes],
        [chat, id, tell ? inbox.wrap(tell) : '', lifeMs, changesAtMost],
      );
      return result as 'taken' | 'gone';
    },
    async file(chats, id) {
      const found = await Promise.all(chats.map(chat => redis.hget(keys.files(chat), id)));
      const text = found.find(text => text !== null);
      return text == null ? undefined : (JSON.parse(text) as TextFile);
    },
  };
}

/** Without the pen. */
function messageOf(kept: string): PlaygroundMessage {
  return JSON.parse(kept.slice(kept.indexOf(' ') + 1)) as PlaygroundMessage;
}
