import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { parseEpoched } from './mailbox.ts';
import type { Round } from './round.ts';

/** What is remembered of a conversation since it began anew, the oldest first. */
export async function readRounds(redis: Redis, keys: Keys, conversation: string): Promise<Round[]> {
  const [epoch, stored] = await Promise.all([
    redis.hget(keys.conversation(conversation), 'epoch'),
    redis.lrange(keys.history(conversation), 0, -1),
  ]);
  return stored
    .map(text => parseEpoched<Round>(text))
    .filter(round => round.epoch === Number(epoch ?? 0))
    .map(({ value }) => value);
}
