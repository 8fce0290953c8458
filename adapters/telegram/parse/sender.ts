import type { Author, Person } from '../../../src/message.ts';
import type { PlainMessage } from '../wire.ts';

/** How people see somebody's name. */
export const nameOf = (user: { first_name: string; last_name?: string | undefined }) =>
  [user.first_name, user.last_name].filter(Boolean).join(' ');

/** Who speaks: behind a chat's name nobody is seen, and `from` is then a stand-in of Telegram's. */
export function senderOf({ from, sender_chat: behind }: PlainMessage): Person | undefined {
  if (behind) return { id: String(behind.id), name: behind.title ?? '' };
  return from && { id: String(from.id), name: nameOf(from) };
}

/**
 * What they are. Telegram vouches for an admin who hides behind the group and speaks with its id, and lets members speak
 * in groups as a channel of theirs: those are people whose id is the channel's.
 * https://core.telegram.org/bots/api#message
 */
export function authorOf({ chat, from, sender_chat: behind, ...message }: PlainMessage): Author {
  if (message.is_automatic_forward) return 'channel';
  if (message.via_bot) return 'bot';
  if (behind?.id === chat.id) return 'anonymous-admin';
  if (behind) return behind.type === 'channel' ? 'person' : 'channel';
  return from?.is_bot ? 'bot' : 'person';
}
