import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { keysUnder } from '../redis/keys-under.ts';

/** What of a conversation moves; its mailbox does not: what waits there is answered from there. */
const moving = ['history', 'last'] as const;

/**
 * Takes the memory of a chat over to its new id (a Telegram group that became a supergroup): its conversation and
 * those of its members. What the new id already has stays. Safe to repeat.
 * @param before `platform:chat`
 */
export async function migrateConversations(
  redis: Redis,
  keys: Keys,
  before: string,
  after: string,
): Promise<void> {
  const move = async (source: string, destination: string) => {
    if (await redis.exists(source)) await redis.renamenx(source, destination);
  };
  const members = new Set<string>(['']);
  for await (const found of keysUnder(redis, keys.history(before))) {
    for (const key of found) members.add(key.slice(keys.history(before).length));
  }
  for (const member of members) {
    // A copy: the answer that is being written holds the old conversation by its fence.
    await redis.copy(keys.conversation(before + member), keys.conversation(after + member));
    for (const part of moving) await move(keys[part](before + member), keys[part](after + member));
  }
}
