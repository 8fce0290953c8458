import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { conversationOf, type GroupMemory, type IncomingMessage } from '../message.ts';

/** The conversations of one chat (`platform:id`) that have unanswered questions: its own, its topics', its members'. */
export function workingIn(redis: Redis, keys: Keys, chat: string): Promise<string[]> {
  return atWork(redis, keys, id => id === chat || id.startsWith(`${chat}:`));
}

/** The conversations of a platform that have unanswered questions. */
export function workingOn(redis: Redis, keys: Keys, platform: string): Promise<string[]> {
  return atWork(redis, keys, id => id.startsWith(`${platform}:`));
}

/** The conversations with unanswered questions that members have in the place of a message; none where a group shares one. */
export async function membersAtWork(
  redis: Redis,
  keys: Keys,
  message: IncomingMessage,
  groupMemory: GroupMemory,
): Promise<string[]> {
  if (message.chat.kind === 'direct' || groupMemory === 'chat') return [];
  const place = conversationOf(message, 'chat');
  return atWork(redis, keys, id => id.startsWith(`${place}:m`));
}

async function atWork(redis: Redis, keys: Keys, fits: (conversation: string) => boolean): Promise<string[]> {
  return (await redis.zrange(keys.pending, 0, -1)).filter(fits);
}
