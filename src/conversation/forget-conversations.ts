import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { keysUnder } from '../redis/keys-under.ts';

/** Where what people said is kept after it was answered. */
const kept = ['history', 'last'] as const;

/**
 * Forgets the conversations of a chat (`platform:id`): its own, its topics' and its members'. An answer that is being
 * written there takes its own part along when it ends: see `settle.lua`. Safe to repeat.
 */
export async function forgetConversations(redis: Redis, keys: Keys, chat: string): Promise<void> {
  for (const part of kept) {
    for await (const found of keysUnder(redis, keys[part](chat))) {
      if (found.length > 0) await redis.unlink(...found);
    }
  }
}
