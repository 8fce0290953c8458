import type { Visitor } from '../message.ts';
import type { LiveRules } from '../people/at-the-door.ts';
import type { Ban } from '../people/bans.ts';
import { type AccessRules, allowed, isAdmin } from './access.ts';

/** Whether somebody may be answered. */
export type Admission =
  | { readonly kind: 'welcome' }
  /** Nobody let them in, or an admin shut the door. */
  | { readonly kind: 'stranger' }
  /** @param whose ban it is: the sender's own, or everybody's in this chat. */
  | { readonly kind: 'banned'; readonly ban: Ban; readonly whose: 'user' | 'chat' };

/** Reads what admins ruled at run time; see `readingAtTheDoor`. */
export type ReadLiveRules = (visitor: Visitor, now: number) => Promise<LiveRules>;

/**
 * Decides who comes in, the first word that is said about somebody counting: `ADMINS` are never locked out; then a ban;
 * then what was ruled at run time of the person, then of the chat; then the settings.
 */
export function decide(visitor: Visitor, rules: AccessRules, live: LiveRules): Admission {
  if (isAdmin(visitor, rules)) return { kind: 'welcome' };
  if (live.ban) {
    const { whose, ...ban } = live.ban;
    return { kind: 'banned', ban, whose };
  }
  const rule = live.userRule ?? live.chatRule ?? (allowed(visitor, rules) ? 'allow' : 'deny');
  return { kind: rule === 'allow' ? 'welcome' : 'stranger' };
}

/** Asks at the door, anew for each message. Who is in `ADMINS` need not wait for Redis. */
export function admitting(rules: AccessRules, read: ReadLiveRules) {
  return async (visitor: Visitor, now: number): Promise<Admission> => {
    return decide(visitor, rules, isAdmin(visitor, rules) ? {} : await read(visitor, now));
  };
}
