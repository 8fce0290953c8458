import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import type { IncomingMessage } from '../message.ts';
import { keysUnder } from '../redis/keys-under.ts';
import { script } from '../redis/script.ts';
import { parseEpoched } from './mailbox.ts';
import type { Round } from './round.ts';

const swapLastScript = script(new URL('./swap-last.lua', import.meta.url));

/** What of `LastTurn` is looked at. */
interface Last {
  readonly message: Pick<IncomingMessage, 'sentAt'>;
}

/**
 * Forgets the conversations of a chat (`platform:id`): its own, its topics' and its members'. An answer that is being
 * written there takes its own part along when it ends: see `settle.lua`. Safe to repeat.
 * @param until what was asked later stays; Unix milliseconds by the platform's clock
 */
export async function forgetConversations(
  redis: Redis,
  keys: Keys,
  chat: string,
  until = Number.POSITIVE_INFINITY,
): Promise<void> {
  for await (const histories of keysUnder(redis, keys.history(chat))) {
    for (const history of histories) await forgetRounds(redis, history, until);
  }
  for await (const lasts of keysUnder(redis, keys.last(chat))) {
    for (const last of lasts) await forgetLast(redis, last, until);
  }
}

async function forgetRounds(redis: Redis, history: string, until: number): Promise<void> {
  const rounds = await redis.lrange(history, 0, -1);
  const going = rounds.filter(text => parseEpoched<Round>(text).value.at <= until);
  await Promise.all(going.map(text => redis.lrem(history, 1, text)));
}

async function forgetLast(redis: Redis, last: string, until: number): Promise<void> {
  const stored = await redis.get(last);
  if (stored === null || (JSON.parse(stored) as Last).message.sentAt > until) return;
  await swapLastScript(redis, [last], [stored, '']);
}
