import type { Arrival, Content, IncomingMessage } from '../message.ts';

/** A message or an edit, as an adapter tells of it. */
export type MessageArrival = Extract<Arrival, { readonly message: IncomingMessage }>;

/** What a message asks of us. */
export type Verdict =
  /** To be answered by the model; the message as it is to be asked. */
  | { readonly kind: 'question'; readonly message: IncomingMessage }
  /** `name` in lower case, without the slash; `args` as they were written. */
  | { readonly kind: 'command'; readonly name: string; readonly args: string }
  /** Cannot be read: answered in words. */
  | { readonly kind: 'words'; readonly reason: Exclude<Content, 'text'> }
  /** The bot was called and nothing was said. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'ignore'; readonly why: string };

/**
 * A slash and one word of one script, then white space or the end: `/help`, `/帮助`. A path such as `/usr/bin/env` is none.
 */
const commandGrammar = /^\/([a-z][a-z_-]*|\p{Script=Han}+)(?=\s|$)/iu;

/**
 * Decides what to do with a message: contract, "Who is answered".
 * @param now Unix ms. @param maxAgeMs `MESSAGE_MAX_AGE_MS`
 */
export function gate(arrival: MessageArrival, now: number, maxAgeMs: number): Verdict {
  const { message, author, address, content } = arrival;
  if (author === 'bot' || author === 'channel') return { kind: 'ignore', why: `written by a ${author}` };
  if (message.chat.kind === 'group' && address === 'none') return { kind: 'ignore', why: 'not addressed' };
  if (now - message.sentAt > maxAgeMs) return { kind: 'ignore', why: 'too old' };
  if (content !== 'text') return { kind: 'words', reason: content };

  const [opening, name] = commandGrammar.exec(message.text) ?? [];
  if (opening !== undefined && name !== undefined) {
    return { kind: 'command', name: name.toLowerCase(), args: message.text.slice(opening.length).trim() };
  }
  if (message.text.trim() !== '') return { kind: 'question', message };

  const { quoted } = message;
  if (quoted === undefined || quoted.text.trim() === '') return { kind: 'empty' };
  // Whose words they are is still known.
  return {
    kind: 'question',
    message: { ...message, text: quoted.text.trim(), quoted: { ...quoted, text: '' } },
  };
}
