import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import {
  conversationOf,
  type GroupMemory,
  type IncomingMessage,
  messageKey,
  personKey,
  type Visitor,
} from '../message.ts';
import type { Admission } from './admission.ts';
import { type NotTaken, notTakenWords } from './not-taken.ts';
import type { Say } from './saying.ts';
import type { turningAway } from './turning-away.ts';

/** What taking a question needs of the rest of the house. */
export interface QuestionParts {
  readonly groupMemory: GroupMemory;
  /** `CHAT_QUEUE_LIMIT` */
  readonly queueLimit: number;
  /** `TIME_ZONE` */
  readonly timeZone: string;
  /** Whether somebody may be answered now, and why not; asked anew each time. */
  readonly admit: (visitor: Visitor, now: number) => Promise<Admission>;
  /**
   * Puts a question into its mailbox, once for each message id; all but `accepted`: it was turned away. `unwelcome`: not
   * remembered, for the door must look.
   */
  readonly enqueue: (
    conversation: string,
    message: IncomingMessage,
    retry: boolean,
  ) => Promise<'accepted' | 'unwelcome' | NotTaken>;
  /** Makes sure that somebody will look at the mailbox. */
  readonly ring: (conversation: string) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Puts questions into their mailboxes, and gives the verdict; who asked is told where that does not go. */
export function takingQuestions(parts: QuestionParts, say: Say, turnAway: ReturnType<typeof turningAway>) {
  return async function takeQuestion(message: IncomingMessage, retry: boolean): Promise<string> {
    const conversation = conversationOf(message, parts.groupMemory);
    const taken = await parts.enqueue(conversation, message, retry);
    if (taken === 'unwelcome') {
      const admission = await parts.admit(message, parts.clock.now());
      return admission.kind === 'welcome' ? takeQuestion(message, retry) : turnAway(message, admission);
    }
    const verdict = typeof taken === 'string' ? taken : 'quota';
    parts.log('message.accepted', { conversation, message: messageKey(message), verdict });
    if (taken === 'accepted') await parts.ring(conversation);
    else {
      await say(
        message,
        wording => notTakenWords(taken, wording, parts),
        noticeId(taken, message, conversation),
      );
    }
    return verdict;
  };
}

/** Once a minute, by the message's own time: a redelivery falls into the same minute. A pause is told for each message. */
function noticeId(why: NotTaken, message: IncomingMessage, conversation: string): string | undefined {
  const minute = Math.floor(message.sentAt / 60_000);
  if (why === 'paused') return undefined;
  if (why === 'full') return `full:${conversation}:${minute}`;
  return `quota:${personKey(message.platform, message.sender.id)}:${minute}`;
}
