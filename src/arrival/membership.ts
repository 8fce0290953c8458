import type { Clock } from '../clock.ts';
import type { SendErrand } from '../errand.ts';
import { type Arrival, chatKey, type Visitor } from '../message.ts';
import { dayOf } from '../tally/day.ts';
import type { Wording } from '../wording/index.ts';
import type { Admission } from './admission.ts';

/** The bot came into a chat, or cannot write there any more. */
export type Membership = Extract<Arrival, { readonly kind: 'membership' }>;

/** What coming into a chat, and leaving one, needs of the rest of the house. */
export interface MembershipParts {
  /** Whether somebody may be answered now; asked anew each time. */
  readonly admit: (visitor: Visitor, now: number) => Promise<Admission>;
  /** The bot has no admin yet. */
  readonly ownerless: boolean;
  /** `TIME_ZONE`: of days, and of moments that people read. */
  readonly timeZone: string;
  /** Ends what is done for a chat, and forgets what was said there. */
  readonly leave: (left: Membership) => Promise<void>;
  /** The bot's words in the language of a chat (`platform:id`). */
  readonly wordingOf: (chat: string) => Promise<Wording>;
  readonly sendErrand: SendErrand;
  readonly clock: Clock;
}

/** A group that becomes a supergroup is greeted under its old id only: so long the word of that may take. */
const greetingMs = 1000;

/** Nobody in particular: is the chat itself welcome? */
const nobody = { id: '', name: '' };

/** Greets a group into which the bot came, once for the day of its coming; leaves the chats in which it can say nothing any more. */
export function takingMembership(parts: MembershipParts) {
  const { admit, ownerless, timeZone, leave, wordingOf, sendErrand, clock } = parts;
  return async (change: Membership): Promise<string> => {
    const { platform, chat, state, at } = change;
    if (state === 'left') {
      await leave(change);
      return 'left';
    }
    if (chat.kind === 'direct') return 'ignored: a direct chat begins with what the person says';
    const now = clock.now();
    const admission = await admit({ platform, chat, sender: nobody }, now);
    if (admission.kind === 'banned') return 'ignored: joined a banned group';
    const group = chatKey(change);
    const wording = await wordingOf(group);
    const markdown = admission.kind === 'welcome' ? wording.greeting : wording.strangeGroup(group, ownerless);
    const words = { kind: 'say', platform, target: { chat }, markdown } as const;
    await sendErrand(greetingId(group, dayOf(at ?? now, timeZone)), words, greetingMs);
    return 'joined';
  };
}

/** The errand that greets a group (`platform:id`) on one day. */
export function greetingId(group: string, day: string): string {
  return `greeting:${group}:${day}`;
}
