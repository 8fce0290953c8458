import type { World } from '../../../src/adapter.ts';
import { script } from '../../../src/redis/script.ts';

/**
 * The newest message ids that are known. A message of a supergroup or channel has the next number there; those of all
 * direct chats and basic groups of an account share one row of numbers
 * (https://core.telegram.org/api/updates#message-related-event-sequences), of which all processes tell each other.
 */
export interface Numbers {
  saw(chatId: number, messageId: number): void;
  /** In the chat's row; 0 where none was seen. Where Redis does not answer, what this process has seen; never rejects. */
  newest(chatId: number): Promise<number>;
}

const shareNewest = script(new URL('./share-newest.lua', import.meta.url));
const dayMs = 86_400_000;

export function openNumbers({ redis, keys }: Pick<World, 'redis' | 'keys'>): Numbers {
  const newest = new Map<number, number>();
  const newestIn = (row: number) => newest.get(row) ?? 0;
  const note = (row: number, messageId: number) => newest.set(row, Math.max(messageId, newestIn(row)));
  const share = async (mine: number) =>
    Number(await shareNewest(redis, [keys.platform('telegram', 'newest')], [mine, dayMs]));
  return {
    saw(chatId, messageId) {
      note(rowOf(chatId), messageId);
    },
    async newest(chatId) {
      const row = rowOf(chatId);
      if (row === shared) await share(newestIn(row)).then(told => note(row, told), ignore);
      return newestIn(row);
    },
  };
}

/** An older number makes a twin harder to find, and is no reason for a turn, which outlasts an outage, to fail. */
const ignore = () => {};

/** https://core.telegram.org/api/bots/ids: from here downwards are the ids of supergroups and channels. */
const numberedAlone = -1_000_000_000_000;
const shared = 0;

const rowOf = (chatId: number) => (chatId < numberedAlone ? chatId : shared);
