import type { World } from '../../src/adapter.ts';
import { script } from '../../src/redis/script.ts';

const changeCoolAppScript = script(new URL('./change-cool-app.lua', import.meta.url));

/** How long an event may come late, or again. */
const newestLifeMs = 48 * 3_600_000;

/**
 * The groups that have the bot as a cool app. A robot that came so must name the app in each message of its own that it
 * sends there, and only the event of its coming tells the code. Events come late, and again: one that happened before the
 * newest, by its `at` (Unix milliseconds), changes nothing.
 * https://open.dingtalk.com/document/development/the-robot-sends-a-group-message
 */
export interface CoolApps {
  /** What an event has told; for all processes. */
  note(chatId: string, code: string, at?: number): Promise<void>;
  /** The bot is not there any more. */
  forget(chatId: string, at?: number): Promise<void>;
  /** Undefined for a group that has the bot as an ordinary robot. */
  codeOf(chatId: string): Promise<string | undefined>;
}

export function openCoolApps({ redis, keys }: Pick<World, 'redis' | 'keys'>): CoolApps {
  const keyOf = (chatId: string) => keys.platform('dingtalk', `cool-app:${chatId}`);
  const change = async (chatId: string, code: string, at: number | '' = '') => {
    const newest = keys.platform('dingtalk', `cool-app-newest:${chatId}`);
    await changeCoolAppScript(redis, [keyOf(chatId), newest], [at, code, newestLifeMs]);
  };
  return {
    note: change,
    forget: (chatId, at) => change(chatId, '', at),
    codeOf: async chatId => (await redis.get(keyOf(chatId))) ?? undefined,
  };
}
