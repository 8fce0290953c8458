import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { type IncomingMessage, messageKey } from '../message.ts';
import type { Mailbox } from './mailbox.ts';
import { orderingStop, type StopCause } from './stop.ts';

/** Withdraws, in one conversation, the waiting questions that are meant, and ends their running answer. Safe to repeat. */
export function endingWork(redis: Redis, keys: Keys, mailbox: Pick<Mailbox, 'waiting' | 'withdraw'>) {
  const orderStop = orderingStop(redis, keys);
  return async (
    conversation: string,
    isMeant: (message: IncomingMessage) => boolean,
    cause: StopCause = 'stop',
  ): Promise<void> => {
    const { questions } = await mailbox.waiting(conversation);
    const meant = questions.flatMap(({ message }) => (isMeant(message) ? [messageKey(message)] : []));
    if (meant.length === 0) return;
    await mailbox.withdraw(conversation, meant);
    // What is not withdrawn has begun, perhaps a moment ago.
    await Promise.all(meant.map(key => orderStop(conversation, key, cause)));
  };
}
