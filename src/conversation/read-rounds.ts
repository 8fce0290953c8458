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
  return roundsOf(Number(epoch ?? 0), stored);
}

/** Of rounds as they are stored, those of one epoch. */
export function roundsOf(epoch: number, stored: readonly string[]): Round[] {
  return stored
    .map(text => parseEpoched<Round>(text))
    .filter(round => round.epoch === epoch)
    .map(({ value }) => value);
}
