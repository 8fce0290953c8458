import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { chatKey, type IncomingMessage, messageKey } from '../message.ts';
import { banField } from '../people/bans.ts';
import type { OverQuota } from '../people/quota.ts';
import type { Share, ShareOf } from '../people/share.ts';
import { subjectsOf } from '../people/subject.ts';
import { script } from '../redis/script.ts';

const acceptScript = script(new URL('./accept.lua', import.meta.url));
const replaceScript = script(new URL('./replace.lua', import.meta.url));
const withdrawScript = script(new URL('./withdraw.lua', import.meta.url));
const forgetScript = script(new URL('./forget.lua', import.meta.url));

/** How long a message id is remembered; the contract asks for 24 hours, and Feishu redelivers for 7. */
const seenLifeMs = 48 * 3_600_000;

/** A question as it waits: `/retry` asks the last question again. */
export interface Question {
  readonly message: IncomingMessage;
  readonly retry: boolean;
}

/**
 * What became of a message at the door. `paused`: the bot is, here or everywhere; `unwelcome`: who asks may not, as
 * `decide` decides, unless a ban that is over stands in the way: the door must look.
 */
export type Acceptance = 'accepted' | 'full' | 'paused' | 'unwelcome' | OverQuota;

/** The incoming messages of a conversation that are not answered yet, in order. */
export interface Mailbox {
  /** Puts a question of who may ask at the end, once for each message id, and reserves its reply in the quotas. */
  accept(conversation: string, question: Question): Promise<Acceptance>;
  /** Takes over an edit of a question that still waits; false when it does not. */
  replace(conversation: string, message: IncomingMessage): Promise<boolean>;
  /** The questions that wait, oldest first, and the key of the one whose answer has begun. */
  waiting(conversation: string): Promise<{ questions: Question[]; begun: string | undefined }>;
  /**
   * Takes questions out, and gives back what they had reserved; those whose answer has begun stay.
   * @returns how many were taken out
   */
  withdraw(conversation: string, messages: readonly string[]): Promise<number>;
  /** Begins a new epoch with an empty history, once for each command (the key of its message). */
  forget(conversation: string, command: string): Promise<void>;
}

export interface MailboxLimits {
  /** Messages that may wait in one conversation. */
  readonly queueLimit: number;
  /** Milliseconds that a conversation outlives its last message. */
  readonly conversationTtlMs: number;
  /** What a question is held against; absent: no quota, ban or rule counts for anybody. */
  readonly shareOf?: ShareOf;
}

/** How long the state around a conversation lives: never shorter than its history, nor than a long outage. */
export function conversationLifeMs(conversationTtlMs: number): number {
  return Math.max(conversationTtlMs, 7 * 86_400_000) + 86_400_000;
}

export function openMailbox(redis: Redis, keys: Keys, limits: MailboxLimits): Mailbox {
  const lifeMs = conversationLifeMs(limits.conversationTtlMs);
  return {
    async accept(conversation, question) {
      const key = messageKey(question.message);
      const subjects = subjectsOf(question.message);
      const share = limits.shareOf?.(question.message);
      const verdict = await acceptScript(
        redis,
        [
          keys.seen(key),
          keys.mailbox(conversation),
          keys.questions(conversation),
          keys.conversation(conversation),
          keys.pending,
          keys.paused,
          keys.quotas,
          keys.reserved(conversation),
          keys.spent(share?.windows.hour ?? ''),
          keys.spent(share?.windows.day ?? ''),
          keys.bans,
          keys.access,
        ],
        [
          key,
          JSON.stringify(question),
          conversation,
          limits.queueLimit,
          seenLifeMs,
          lifeMs,
          chatKey(question.message),
          share?.user ?? '',
          share?.repliesPerHour ?? 0,
          banField(subjects.user),
          banField(subjects.chat),
          share?.former ?? '',
          share?.allowed ? 1 : 0,
        ],
      );
      return readVerdict(String(verdict), share);
    },

    async replace(conversation, message) {
      const question: Question = { message, retry: false };
      const replaced = await replaceScript(
        redis,
        [keys.questions(conversation), keys.reply(conversation)],
        [messageKey(message), JSON.stringify(question)],
      );
      return replaced === 1;
    },

    async waiting(conversation) {
      const [order, bodies, begun] = await Promise.all([
        redis.lrange(keys.mailbox(conversation), 0, -1),
        redis.hgetall(keys.questions(conversation)),
        redis.hget(keys.reply(conversation), 'message'),
      ]);
      const questions = order.flatMap(key => {
        const body = bodies[key];
        return body === undefined ? [] : [parseEpoched<Question>(body).value];
      });
      return { questions, begun: begun ?? undefined };
    },

    async withdraw(conversation, messages) {
      const taken = await withdrawScript(
        redis,
        [
          keys.mailbox(conversation),
          keys.questions(conversation),
          keys.reply(conversation),
          keys.pending,
          keys.reserved(conversation),
        ],
        [conversation, ...messages],
      );
      return Number(taken);
    },

    async forget(conversation, command) {
      await forgetScript(
        redis,
        [
          keys.conversation(conversation),
          keys.mailbox(conversation),
          keys.history(conversation),
          keys.last(conversation),
          keys.once(`forget:${command}`),
        ],
        [lifeMs, seenLifeMs],
      );
    },
  };
}

/** @param share what the question was held against */
function readVerdict(verdict: string, share: Share | undefined): Acceptance {
  const [kind, whose, what, span, limit] = verdict.split(' ');
  if (kind !== 'quota') return verdict as Acceptance;
  const over = { whose, what, span, limit: Number(limit) } as Omit<OverQuota, 'endsAt'>;
  return { ...over, endsAt: share?.endOf(over.span) ?? 0 };
}

/** Questions and rounds are stored as `epoch:JSON`, so that scripts can compare epochs without reading the JSON. */
export function parseEpoched<T>(text: string): { epoch: number; value: T } {
  const colon = text.indexOf(':');
  return { epoch: Number(text.slice(0, colon)), value: JSON.parse(text.slice(colon + 1)) as T };
}
