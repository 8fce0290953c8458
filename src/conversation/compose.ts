import type { IncomingMessage } from '../message.ts';
import { estimateTokens } from '../tokens.ts';
import type { Wording } from '../wording/index.ts';

/**
 * The question as the model reads it: the quoted message above, the speaker's name in a group. A quotation that would
 * not leave room for the question is shortened, never the question.
 * @param limit tokens that the question may have
 */
export function composeQuestion(
  message: IncomingMessage,
  wording: Pick<Wording, 'speaker' | 'quoted'>,
  limit: number,
): string {
  const speaker = message.chat.kind === 'group' ? wording.speaker(message.sender.name) : '';
  const asked = `${speaker}${message.text}`;
  if (!message.quoted) return asked;

  const heading = wording.quoted(message.quoted);
  const withQuote = (text: string) => `${heading}\n${text.replace(/^/gm, '> ')}\n\n${asked}`;
  const roomFor = limit - estimateTokens(`${heading}\n\n\n${asked}`);
  return withQuote(shorten(message.quoted.text, roomFor));
}

/** The longest beginning that is estimated at no more than `tokens`. */
function shorten(text: string, tokens: number): string {
  if (estimateTokens(text) * 1.1 <= tokens) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (estimateTokens(text.slice(0, middle)) * 1.1 <= tokens) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low)}…`;
}
