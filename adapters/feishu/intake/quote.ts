import type { Quoted } from '../../../src/message.ts';
import type { FeishuApi } from '../api.ts';
import { contentOf } from '../parse/content.ts';
import { type Bot, mentionsOf } from '../parse/mentions.ts';
import { readMessage } from '../wire.ts';

/** How long the event may wait for the words that it quotes, milliseconds; Feishu wants its answer in 3 s. */
const patienceMs = 1000;

/**
 * A message that a question answers: who wrote it, and its words. There are none of a picture or a card, which reads back
 * mutilated. Undefined where it cannot be had (no permission, too late): a question is worth more than its quotation.
 * @param nameOf how somebody is called there
 */
export async function quoteOf(
  api: FeishuApi,
  bot: Bot,
  id: string,
  nameOf: (openId: string) => Promise<string | undefined>,
): Promise<Quoted | undefined> {
  try {
    const found = await api.call('message', id, undefined, AbortSignal.timeout(patienceMs));
    const [item] = readMessage.parse(found).data.items;
    if (!item?.body) return undefined;
    const carried = item.deleted ? undefined : contentOf(item.msg_type, item.body.content);
    const { text } = mentionsOf(carried?.text ?? '', item.mentions ?? [], bot);
    const { sender } = item;
    const senderId = sender?.sender_type === 'user' ? sender.id : undefined;
    if (text === '' && !senderId) return undefined;
    const senderName = senderId && (await nameOf(senderId));
    return {
      text,
      fromBot: sender?.id === bot.appId,
      ...(senderName && { senderName }),
      ...(senderId && { senderId }),
    };
  } catch {
    return undefined;
  }
}
