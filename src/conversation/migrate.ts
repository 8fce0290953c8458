import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { keysUnder } from '../redis/keys-under.ts';
import { script } from '../redis/script.ts';
import { partsOf } from './conversation-parts.ts';

const migrateScript = script(new URL('./migrate.lua', import.meta.url));

/**
 * Takes a chat's conversation, and those of its members, over to its new id (a Telegram group that became a supergroup):
 * each in one step. What the new id already has stays. Safe to repeat; who calls it rings for what waits there now.
 * @param before `platform:chat`
 * @param atWork its conversations that have unanswered questions
 */
export async function migrateConversations(
  redis: Redis,
  keys: Keys,
  before: string,
  after: string,
  atWork: readonly string[],
): Promise<void> {
  const conversations = new Set([before, ...atWork]);
  const prefix = keys.history('');
  for await (const found of keysUnder(redis, keys.history(before))) {
    for (const key of found) conversations.add(key.slice(prefix.length));
  }
  for (const from of conversations) {
    const to = after + from.slice(before.length);
    await migrateScript(redis, [...partsOf(keys, from), ...partsOf(keys, to), keys.pending], [from, to]);
  }
}
