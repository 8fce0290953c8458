import { chatKey, type IncomingMessage, personKey } from '../message.ts';
import { subjectsOf } from '../people/subject.ts';
import { toldBan } from '../people/told-ban.ts';
import { dayOf } from '../tally/day.ts';
import type { Admission } from './admission.ts';
import type { Say } from './saying.ts';

type Stranger = Extract<Admission, { readonly kind: 'stranger' }>;
type Banned = Extract<Admission, { readonly kind: 'banned' }>;

/**
 * Tells who may not use the bot, and gives the verdict: a stranger once a day in each chat; a banned person once a day for
 * each ban, wherever they write first; a banned chat in front of everybody.
 */
export function turningAway(
  parts: {
    /** No admin is set: whoever writes may be the one who set the bot up. */
    readonly ownerless: boolean;
    /** `TIME_ZONE` */
    readonly timeZone: string;
  },
  say: Say,
) {
  const { ownerless, timeZone } = parts;
  return async (message: IncomingMessage, admission: Stranger | Banned): Promise<Admission['kind']> => {
    const day = dayOf(message.sentAt, timeZone);
    if (admission.kind === 'banned') {
      const { ban, whose } = admission;
      const id = `banned:${subjectsOf(message)[whose]}:${ban.at}:${day}`;
      await say(message, wording => wording.banned(toldBan(ban, timeZone), whose), id);
      return 'banned';
    }
    const person = personKey(message.platform, message.sender.id);
    const group = message.chat.kind === 'group' ? chatKey(message) : undefined;
    const id = `stranger:${person}:${chatKey(message)}:${day}`;
    await say(message, wording => wording.stranger(person, group, ownerless), id);
    return 'stranger';
  };
}
