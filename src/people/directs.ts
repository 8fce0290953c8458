import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { chatKey, type IncomingMessage, personKey } from '../message.ts';

type Place = Pick<IncomingMessage, 'platform' | 'chat' | 'sender'>;

/**
 * Notes whose direct chat this is, where its id is not the person's own: what is kept of the chat, such as a persona, has
 * only that id to be found by when the person wants to be forgotten.
 */
export async function noteDirect(redis: Redis, keys: Keys, { platform, chat, sender }: Place): Promise<void> {
  if (chat.kind !== 'direct' || chat.id === sender.id) return;
  await redis.hset(keys.directs, personKey(platform, sender.id), chatKey({ platform, chat }));
}

/** The direct chats of a person (`platform:id`), as far as they are known. */
export async function directsOf(redis: Redis, keys: Keys, place: Place): Promise<Set<string>> {
  const { platform, chat, sender } = place;
  const own = personKey(platform, sender.id);
  const noted = await redis.hget(keys.directs, own);
  return new Set([
    own,
    ...(noted === null ? [] : [noted]),
    ...(chat.kind === 'direct' ? [chatKey(place)] : []),
  ]);
}
