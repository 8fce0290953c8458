import type { IncomingMessage } from '../message.ts';
import { estimateTokens } from '../tokens.ts';
import type { Wording } from '../wording/index.ts';
import { shorten } from './shorten.ts';

/**
 * The question as the model reads it: the quoted message above, the speaker's name in a group. A quotation that would
 * not leave room for the question is shortened or left out, never the question.
 * @param limit tokens that the question may have
 */
export function composeQuestion(
  message: IncomingMessage,
  wording: Pick<Wording, 'speaker' | 'quoted'>,
  limit: number,
): string {
  const speaker = message.chat.kind === 'group' ? wording.speaker(message.sender.name) : '';
  const asked = `${speaker}${message.text}`;
  if (!message.quoted?.text) return asked;

  const heading = wording.quoted(message.quoted);
  const room = limit - estimateTokens(`${heading}\n…\n\n${asked}`);
  if (room <= 0) return asked;
  // Shortened with its marks: a list of short lines has as many of them as words.
  const quotation = shorten(message.quoted.text.replace(/^/gm, '> '), room);
  return `${heading}\n${quotation}\n\n${asked}`;
}
