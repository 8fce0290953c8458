import {
  type Arrival,
  type ButtonPress,
  chatKey,
  conversationOf,
  type IncomingMessage,
  messageKey,
} from '../message.ts';
import type { Accept } from '../platform.ts';
import { gate, type MessageArrival } from './gate.ts';
import { type MembershipParts, takingMembership } from './membership.ts';
import { type QuestionParts, takingQuestions } from './question.ts';
import { saying, type Text } from './saying.ts';
import { turningAway } from './turning-away.ts';

/** What accepting needs of the rest of the house; each must be safe to call again for the same message. */
export interface AcceptParts extends MembershipParts, QuestionParts {
  /** `MESSAGE_MAX_AGE_MS` */
  readonly maxAgeMs: number;
  /** Takes over an edit of a question that still waits; false when it does not. */
  readonly replace: (conversation: string, message: IncomingMessage) => Promise<boolean>;
  /** The errand of this id is not needed any more. */
  readonly skipErrand: (id: string) => Promise<void>;
  /** What the person who pressed a button reads. */
  readonly press: (press: ButtonPress) => Promise<string>;
  /** Withdraws a question that still waits, and ends its answer if it has begun. */
  readonly recall: (recall: Extract<Arrival, { kind: 'recall' }>) => Promise<void>;
  /** Takes what is kept of a chat over to its new id. */
  readonly migrate: (move: Extract<Arrival, { kind: 'migration' }>) => Promise<void>;
  readonly onArrival: (platform: string, verdict: string) => void;
  /** Writes into the audit log that somebody sent a command who may not use the bot. @param command its own name */
  readonly noteRefusal: (message: IncomingMessage, command: string) => Promise<void>;
  /** The command's own name; it may have been called by an alias. */
  readonly commandCalled: (name: string) => string | undefined;
  /** Whether a command lets go of what was said before it. @param command its own name */
  readonly beginsAnew: (command: string | undefined, args: string) => boolean;
  /** Begins a new epoch of the conversation, once for each command. */
  readonly forget: (conversation: string, command: string) => Promise<void>;
}

/**
 * Takes whatever a platform tells us; resolves once it is safe in Redis. What must be said at once becomes an errand
 * whose id is the message's, so that a redelivered message is answered once.
 */
export function accepting(parts: AcceptParts): Accept {
  const { clock, log, onArrival } = parts;
  const takeMembership = takingMembership(parts);
  const say = saying(parts);
  const turnAway = turningAway(parts, say);
  const takeQuestion = takingQuestions(parts, say, turnAway);
  return async arrival => {
    const verdict = await take(arrival);
    if (verdict.startsWith('ignored'))
      log('arrival.ignored', { platform: platformOf(arrival), why: verdict });
    onArrival(platformOf(arrival), verdict.split(':')[0] as string);
  };

  async function take(arrival: Arrival): Promise<string> {
    switch (arrival.kind) {
      case 'message':
        return takeMessage(arrival);
      case 'edit':
        return takeEdit(arrival);
      case 'press':
        // Not waited for: the person sees whether it worked, and may press again.
        parts
          .press(arrival.press)
          .then(arrival.press.answer)
          .catch((error: unknown) => log('redis.failed', { error }));
        return 'press';
      case 'recall':
        await parts.recall(arrival);
        return 'recall';
      case 'migration':
        await parts.migrate(arrival);
        return 'migration';
      case 'membership':
        return takeMembership(arrival);
      case 'nothing':
        return `ignored: ${arrival.why}`;
    }
  }

  async function takeMessage(arrival: MessageArrival): Promise<string> {
    const { message } = arrival;
    const verdict = gate(arrival, clock.now(), parts.maxAgeMs);
    if (verdict.kind === 'ignore') return `ignored: ${verdict.why}`;
    if (verdict.kind === 'question') return takeAsked(arrival, verdict.message);
    const admission = await parts.admit(message, clock.now());
    if (admission.kind !== 'welcome') {
      const command = verdict.kind === 'command' ? parts.commandCalled(verdict.name) : undefined;
      if (command !== undefined) await parts.noteRefusal(message, command);
      return turnAway(message, admission);
    }
    switch (verdict.kind) {
      case 'words':
        await sayUnreadable(arrival, wording => wording.notText(verdict.reason));
        return 'words';
      case 'empty':
        await say(message, wording => wording.emptyMention);
        return 'words';
      case 'command': {
        const { name, args } = verdict;
        const command = parts.commandCalled(name);
        if (command === 'retry') return takeQuestion(message, true);
        // What is asked right behind it, in the same breath, must find the new epoch.
        if (parts.beginsAnew(command, args) && isOwn(message)) {
          await parts.forget(conversationOf(message, parts.groupMemory), messageKey(message));
        }
        await parts.sendErrand(`command:${messageKey(message)}`, { kind: 'command', message, name, args });
        return 'command';
      }
    }
  }

  /** Nobody stands at the door: what puts the question into its mailbox looks who may ask. */
  async function takeAsked({ message, album }: MessageArrival, question: IncomingMessage): Promise<string> {
    const verdict = await takeQuestion(question, false);
    if (album !== undefined && verdict !== 'stranger' && verdict !== 'banned') {
      await parts.skipErrand(albumId(message, album));
    }
    return verdict;
  }

  /** Nobody else speaks in this conversation: no right is needed to begin it anew. Whoever speaks as the group is any of its admins. */
  function isOwn({ chat, sender }: IncomingMessage): boolean {
    return chat.kind === 'direct' || (parts.groupMemory === 'member' && sender.id !== chat.id);
  }

  async function takeEdit(arrival: MessageArrival): Promise<string> {
    const verdict = gate(arrival, clock.now(), parts.maxAgeMs);
    if (verdict.kind !== 'question') return 'ignored: an edit that asks nothing';
    if ((await parts.admit(verdict.message, clock.now())).kind !== 'welcome')
      return 'ignored: an edit by who may not ask';
    const conversation = conversationOf(verdict.message, parts.groupMemory);
    return (await parts.replace(conversation, verdict.message))
      ? 'edit'
      : 'ignored: an edit of what is answered';
  }

  /** An album is told once, and not at all where one of its pictures asks something. */
  async function sayUnreadable({ message, album }: MessageArrival, text: Text): Promise<void> {
    if (album === undefined) return say(message, text);
    await say(message, text, albumId(message, album), albumMs);
  }
}

/** The pictures of an album come one by one, within this time. */
const albumMs = 1000;

const albumId = (message: IncomingMessage, album: string) => `album:${chatKey(message)}:${album}`;

function platformOf(arrival: Arrival): string {
  if ('message' in arrival) return arrival.message.platform;
  if ('platform' in arrival) return arrival.platform;
  return arrival.kind === 'press' ? arrival.press.platform : '';
}
