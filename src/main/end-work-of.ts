import { type AccessRules, isAdmin } from '../arrival/access.ts';
import { endingWork } from '../conversation/end-work.ts';
import type { Mailbox } from '../conversation/mailbox.ts';
import type { IncomingMessage } from '../message.ts';
import { nameOf, type Subject, subjectsOf } from '../people/subject.ts';
import { workingIn, workingOn } from './at-work.ts';
import type { Store } from './store.ts';

/** Where the work is. */
interface Town {
  readonly store: Pick<Store, 'hasty' | 'keys'>;
  readonly mailbox: Pick<Mailbox, 'waiting' | 'withdraw'>;
  readonly access: Pick<AccessRules, 'admins'>;
}

/** Conversations that are looked through at once. */
const atOnce = 50;

/**
 * Withdraws what a person asked, or everybody in a chat, in every conversation, and ends the answers that are being
 * written to them; `ADMINS` keep theirs.
 */
export function endingWorkOf({ store, mailbox, access }: Town) {
  const { hasty: redis, keys } = store;
  const end = endingWork(redis, keys, mailbox);
  return async (subject: Subject): Promise<void> => {
    const isChat = subject.startsWith('chat:');
    // A question that came along with a group that moved names the chat where it was asked.
    const isMeant = (message: IncomingMessage) =>
      (isChat || subjectsOf(message).user === subject) && !isAdmin(message, access);
    const conversations = await (isChat
      ? workingIn(redis, keys, nameOf(subject))
      : workingOn(redis, keys, nameOf(subject).split(':', 1).join()));
    for (let from = 0; from < conversations.length; from += atOnce) {
      const some = conversations.slice(from, from + atOnce);
      await Promise.all(some.map(conversation => end(conversation, isMeant)));
    }
  };
}
