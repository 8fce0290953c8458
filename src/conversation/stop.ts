import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { messageKey } from '../message.ts';
import { script } from '../redis/script.ts';
import type { StopResult } from '../wording/index.ts';
import type { Mailbox } from './mailbox.ts';

const orderStopScript = script(new URL('./order-stop.lua', import.meta.url));

/** A stop that reaches whoever makes the answer. */
export interface StopOrder {
  readonly conversation: string;
  readonly messageKey: string;
}

export interface StopRequest {
  /** The person's id on the platform. */
  readonly by: string;
  /** May stop the answers of others. */
  readonly isAdmin: boolean;
  /** Only questions sent until then, unix ms by the platform's clock, so that a late stop hits no new answer. */
  readonly before: number;
  /** Only this question, where a button names it. */
  readonly message?: string;
}

/** Why an answer ends: somebody wants it to, or the bot has left the chat, and nothing of it is to stay. */
export type StopCause = 'stop' | 'left';

/** Orders the answer to a question to stop. @returns whether it has begun and is not settled yet */
export function orderingStop(redis: Redis, keys: Keys) {
  return async (conversation: string, messageKey: string, cause: StopCause = 'stop'): Promise<boolean> => {
    const order: StopOrder = { conversation, messageKey };
    const ordered = await orderStopScript(
      redis,
      [keys.reply(conversation)],
      [messageKey, keys.stops, JSON.stringify(order), cause],
    );
    return ordered === 1;
  };
}

/**
 * Stops the running answer of the person who asks for it (or of anybody, for an admin) and withdraws
 * the person's questions that still wait.
 */
export function stopping(redis: Redis, keys: Keys, mailbox: Pick<Mailbox, 'waiting' | 'withdraw'>) {
  const orderStop = orderingStop(redis, keys);
  return async (conversation: string, request: StopRequest): Promise<StopResult> => {
    const { questions, begun } = await mailbox.waiting(conversation);
    const meant = questions
      .map(({ message }) => ({ key: messageKey(message), message }))
      .filter(({ key, message }) =>
        request.message === undefined ? message.sentAt <= request.before : key === request.message,
      );
    const running = meant.find(({ key }) => key === begun);
    const mayStop = running && (request.isAdmin || running.message.sender.id === request.by);
    const own = meant.filter(
      ({ key, message }) =>
        key !== begun &&
        (message.sender.id === request.by || (request.isAdmin && request.message !== undefined)),
    );

    const waiting = own.map(({ key }) => key);
    const withdrawn = waiting.length === 0 ? 0 : await mailbox.withdraw(conversation, waiting);
    // What was to be withdrawn, and was not, has begun a moment ago.
    const ending = [...(mayStop ? [running.key] : []), ...(withdrawn < waiting.length ? waiting : [])];
    const stopped = await Promise.all(ending.map(key => orderStop(conversation, key)));
    if (stopped.includes(true)) return 'stopped';
    if (withdrawn > 0) return 'withdrawn';
    return running && !mayStop ? 'not-yours' : 'nothing';
  };
}
