import { fieldOf, wordOf } from '../../../src/json.ts';
import type { Quoted } from '../../../src/message.ts';
import { quotation } from '../wire.ts';
import { richText } from './content.ts';

/**
 * The words of the message that this one answers, and who wrote it, by an encrypted id. Undefined where it brings none: of a card, of a picture, or where
 * DingTalk sends something else one day, for nothing of this is documented.
 * @param text the message's `text`
 */
export function quoteOf(text: unknown, chatbotUserId: string | undefined): Quoted | undefined {
  const { isReplyMsg, repliedMsg } = quotation.safeParse(text).data ?? {};
  if (isReplyMsg === false || !repliedMsg) return undefined;
  const { senderId, senderNick, content } = repliedMsg;
  const words = wordsOf(content).trim();
  if (words === '') return undefined;
  const fromBot = senderId !== undefined && senderId === chatbotUserId;
  return {
    text: words,
    fromBot,
    ...(!fromBot && senderNick !== undefined && { senderName: senderNick }),
    ...(!fromBot && senderId !== undefined && { senderId }),
  };
}

function wordsOf(content: unknown): string {
  if (typeof content === 'string') return content;
  return wordOf(content, 'text') || richText(fieldOf(content, 'richText')).text;
}
