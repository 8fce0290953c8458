import type { World } from '../../../src/adapter.ts';
import type { Arrival } from '../../../src/message.ts';
import type { Accept } from '../../../src/platform.ts';
import { openPressAnswer } from '../../../src/press-answer.ts';
import type { FeishuApi } from '../api.ts';
import type { Bot } from '../parse/mentions.ts';
import { parse } from '../parse.ts';
import { envelope } from '../wire.ts';
import type { NameOf } from './names.ts';
import { quoteOf } from './quote.ts';

/** Who pressed a button must have an answer within 3 s, milliseconds. */
const pressMs = 2500;

type MessageArrival = Extract<Arrival, { readonly address: unknown }>;

/** What a card's callback may bring. https://open.feishu.cn/document/feishu-cards/card-callback-communication */
export interface CallbackAnswer {
  readonly toast?: { readonly type: 'info'; readonly content: string };
}

/**
 * Takes one event, however it came. Resolves once it is safe, for a pressed button with what the person reads.
 * Rejects when Feishu must deliver it again. `malformed`: it is no event.
 */
export type TakeEvent = (json: unknown) => Promise<CallbackAnswer | undefined | 'malformed'>;

export function eventTaker(
  {
    api,
    bot,
    nameOf,
    clock,
  }: {
    readonly api: FeishuApi;
    readonly bot: Bot;
    readonly nameOf: NameOf;
    readonly clock: World['clock'];
  },
  accept: Accept,
): TakeEvent {
  /** The message with what Feishu does not send along: the words that it quotes, and who speaks in a group. */
  async function completed(arrival: MessageArrival, quotes: string | undefined): Promise<MessageArrival> {
    const { message, address, author } = arrival;
    if (address === 'none' || author !== 'person') return arrival;
    const called = async (openId: string) =>
      message.chat.kind === 'group' ? nameOf(message.chat.id, openId) : undefined;
    const [quoted, name] = await Promise.all([
      quotes === undefined ? undefined : quoteOf(api, bot, quotes, called),
      called(message.sender.id),
    ]);
    const sender = name === undefined ? message.sender : { ...message.sender, name };
    return { ...arrival, message: { ...message, sender, ...(quoted && { quoted }) } };
  }

  return async json => {
    const event = envelope.safeParse(json);
    if (!event.success) return 'malformed';
    const toast = openPressAnswer(clock);
    const { arrival, quotes } = parse(event.data, bot, toast.answer);
    await accept(arrival.kind === 'message' ? await completed(arrival, quotes) : arrival);
    if (arrival.kind !== 'press') return undefined;
    const content = await toast.within(pressMs);
    return content === undefined ? {} : { toast: { type: 'info', content } };
  };
}
