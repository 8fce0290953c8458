import type { IncomingMessage, Quoted } from '../message.ts';
import type { Forgotten } from '../people/forgotten.ts';
import { quotationIn, quotesFrom, withoutQuotation } from './quotation.ts';
import type { Round } from './round.ts';

/** Tells a quotation of what goes. */
export type IsQuoted = (quotation: string) => boolean;

/** Whether a question goes: the person sent it, or it asks about nothing but a message of theirs. */
export function isOf(message: IncomingMessage, { platform, personId, until }: Forgotten): boolean {
  if (message.platform !== platform || message.sentAt > until) return false;
  const { sender, quoted } = message;
  return sender.id === personId || (quoted?.text === '' && quoted.senderId === personId);
}

/**
 * Whether a round goes: one that the person asked, that quotes them, or that quotes what goes, such as the
 * bot's answer to them. Others stay, whole.
 */
export function isGoing(
  { senderId, quotedId, question, at }: Round,
  { personId, until }: Forgotten,
  isQuoted: IsQuoted,
): boolean {
  if (at > until) return false;
  return (
    senderId === personId ||
    (quotedId === undefined ? isQuoted(quotationIn(question)) : quotedId === personId)
  );
}

/** Tells quotations of what the person asked, and of what they were answered. */
export function quotesOf(rounds: Iterable<Round>, { personId, until }: Forgotten): IsQuoted {
  const theirs = [...rounds].filter(({ senderId, at }) => senderId === personId && at <= until);
  return quotesFrom(theirs.flatMap(({ question, answer }) => [withoutQuotation(question), answer]));
}

/** A question of somebody else that neither quotes the person nor names their id; the very same where it did neither. */
export function withoutTraces(
  message: IncomingMessage,
  { personId, until }: Forgotten,
  isQuoted: IsQuoted,
): IncomingMessage {
  if (message.sentAt > until) return message;
  const { quoted, mentions, ...rest } = message;
  const quotes = quoted !== undefined && isTheirs(quoted, personId, isQuoted);
  const names = mentions?.some(({ id }) => id === personId) ?? false;
  if (!quotes && !names) return message;
  return {
    ...rest,
    ...(quoted && !quotes && { quoted }),
    ...(mentions && { mentions: mentions.filter(({ id }) => id !== personId) }),
  };
}

/** By its author, or, where that is the bot or nobody knows, by its words. */
function isTheirs({ senderId, fromBot, text }: Quoted, personId: string, isQuoted: IsQuoted): boolean {
  return fromBot || senderId === undefined ? isQuoted(text) : senderId === personId;
}
