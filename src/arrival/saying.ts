import type { SendErrand } from '../errand.ts';
import { chatKey, type IncomingMessage, messageKey } from '../message.ts';
import { answering } from '../platform.ts';
import type { Wording } from '../wording/index.ts';

/** What is said, in whatever language. */
export type Text = (wording: Wording) => string;

/** Answers a message in our own words. @param id once in 48 hours; absent: once for the message */
export type Say = (message: IncomingMessage, text: Text, id?: string, afterMs?: number) => Promise<void>;

/** What is said at the door becomes an errand, in the language of its chat. */
export function saying(parts: {
  /** The bot's words in the language of a chat (`platform:id`). */
  readonly wordingOf: (chat: string) => Promise<Wording>;
  readonly sendErrand: SendErrand;
}): Say {
  return async (message, text, id = `say:${messageKey(message)}`, afterMs) => {
    const markdown = text(await parts.wordingOf(chatKey(message)));
    const target = answering(message);
    await parts.sendErrand(id, { kind: 'say', platform: message.platform, target, markdown }, afterMs);
  };
}
