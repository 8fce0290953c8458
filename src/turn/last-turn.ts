import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import type { IncomingMessage } from '../message.ts';
import type { ReplyRecord, ReplyTarget } from '../platform.ts';

/** What `/retry` needs: the question, its reply, and whether the history holds the answer that it replaces. */
export interface LastTurn {
  readonly message: IncomingMessage;
  readonly target: ReplyTarget;
  readonly record: ReplyRecord;
  readonly remembered: boolean;
}

/** What the last settled turn of a conversation left; `undefined` after `/new`, and where nothing was asked yet. */
export function readLastTurn(redis: Redis, keys: Keys) {
  return async (conversation: string): Promise<LastTurn | undefined> => {
    const text = await redis.get(keys.last(conversation));
    return text === null ? undefined : (JSON.parse(text) as LastTurn);
  };
}
