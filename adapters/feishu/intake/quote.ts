import type { Quoted } from '../../../src/message.ts';
import type { FeishuApi } from '../api.ts';
import { contentOf } from '../parse/content.ts';
import { type Bot, mentionsOf } from '../parse/mentions.ts';
import { readMessage } from '../wire.ts';

/** How long the event may wait for the words that it quotes, milliseconds; Feishu wants its answer in 3 s. */
const patienceMs = 1000;

/**
 * The words of a message that a question answers. Undefined where they cannot be had (no permission, too late, a
 * picture, a card, which reads back mutilated): a question is worth more than its quotation.
 */
export async function quoteOf(api: FeishuApi, bot: Bot, id: string): Promise<Quoted | undefined> {
  try {
    const found = await api.call('message', id, undefined, AbortSignal.timeout(patienceMs));
    const [item] = readMessage.parse(found).data.items;
    if (!item?.body) return undefined;
    const carried = contentOf(item.msg_type, item.body.content);
    const { text } = mentionsOf(carried?.text ?? '', item.mentions ?? [], bot);
    return text === '' ? undefined : { text, fromBot: item.sender?.id === bot.appId };
  } catch {
    return undefined;
  }
}
