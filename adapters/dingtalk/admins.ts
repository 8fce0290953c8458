import type { World } from '../../src/adapter.ts';
import type { Chat } from '../../src/message.ts';

/** Who loses the office and says nothing more keeps it this long, seconds. */
const rememberedS = 24 * 60 * 60;

/** Administrators of the organisation: DingTalk names none, but each message tells whether its sender is one. */
export interface Admins {
  /** What a message has told; for all processes. */
  note(personId: string, isAdmin: boolean): Promise<void>;
  /** Whether this person may change what concerns the chat; false where it cannot be known. */
  isChatAdmin(chat: Chat, personId: string): Promise<boolean>;
}

export function openAdmins({ redis, keys }: Pick<World, 'redis' | 'keys'>): Admins {
  const keyOf = (personId: string) => keys.platform('dingtalk', `admin:${personId}`);
  return {
    async note(personId, isAdmin) {
      if (isAdmin) await redis.set(keyOf(personId), '1', 'EX', rememberedS);
      else await redis.del(keyOf(personId));
    },
    async isChatAdmin(chat, personId) {
      if (chat.kind === 'direct') return true;
      return (await redis.exists(keyOf(personId)).catch(() => 0)) === 1;
    },
  };
}
