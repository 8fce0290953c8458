import type { World } from '../../src/adapter.ts';

/**
 * The groups that have the bot as a cool app. A robot that came so must name the app in each message of its own that it
 * sends there, and only the event of its coming tells the code.
 * https://open.dingtalk.com/document/development/the-robot-sends-a-group-message
 */
export interface CoolApps {
  /** What an event has told; for all processes. */
  note(chatId: string, code: string): Promise<void>;
  /** The bot is not there any more. */
  forget(chatId: string): Promise<void>;
  /** Undefined for a group that has the bot as an ordinary robot. */
  codeOf(chatId: string): Promise<string | undefined>;
}

export function openCoolApps({ redis, keys }: Pick<World, 'redis' | 'keys'>): CoolApps {
  const keyOf = (chatId: string) => keys.platform('dingtalk', `cool-app:${chatId}`);
  return {
    async note(chatId, code) {
      await redis.set(keyOf(chatId), code);
    },
    async forget(chatId) {
      await redis.del(keyOf(chatId));
    },
    codeOf: async chatId => (await redis.get(keyOf(chatId))) ?? undefined,
  };
}
