import { personKey } from '../message.ts';

/** Whose words and traces go, and which of them. */
export interface Forgotten {
  readonly platform: string;
  /** The platform's id of the person. */
  readonly personId: string;
  /** What they sent later is kept, as of somebody new; Unix milliseconds, by the platform's clock. */
  readonly until: number;
}

/** In place of an id, where an entry outlives the person. */
export const nobody = 'forgotten';

/**
 * Whether a name, such as a key of Redis, holds the id as a segment between colons, or as the member of a group
 * (`m…`). Ids of DingTalk hold colons themselves.
 */
export function namesPerson(name: string, personId: string): boolean {
  const padded = `:${name}:`;
  return padded.includes(`:${personId}:`) || padded.includes(`:m${personId}:`);
}

/** All names by which rules, counters and the audit log know a person: their own, and their direct chats' (`platform:id`). */
export function namesOf(who: Forgotten, directs: Iterable<string>): readonly string[] {
  // On some platforms a direct chat has the person's own id.
  return [...new Set([personKey(who.platform, who.personId), ...directs])];
}
