import type { World } from '../../src/adapter.ts';
import type { Accept } from '../../src/platform.ts';
import type { FeishuApi } from './api.ts';
import type { Bot } from './mentions.ts';
import { parse } from './parse.ts';
import { withQuote } from './quote.ts';
import { envelope } from './wire.ts';

/** Who pressed a button must have an answer within 3 s, milliseconds. */
const pressMs = 2500;

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
  { api, bot, clock }: { readonly api: FeishuApi; readonly bot: Bot; readonly clock: World['clock'] },
  accept: Accept,
): TakeEvent {
  return async json => {
    const event = envelope.safeParse(json);
    if (!event.success) return 'malformed';
    let tell: (answer: CallbackAnswer) => void = () => {};
    const told = new Promise<CallbackAnswer>(resolve => {
      tell = resolve;
    });
    const { arrival, quotes } = parse(event.data, bot, async content =>
      tell({ toast: { type: 'info', content } }),
    );
    if (arrival.kind === 'message' && quotes !== undefined) {
      await accept({ ...arrival, message: await withQuote(api, bot, arrival.message, quotes) });
      return undefined;
    }
    await accept(arrival);
    if (arrival.kind !== 'press') return undefined;
    const answered = new AbortController();
    const late = clock.sleep(pressMs, answered.signal).then(
      () => ({}),
      () => ({}),
    );
    return Promise.race([told, late]).finally(() => answered.abort());
  };
}
