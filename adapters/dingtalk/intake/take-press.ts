import type { World } from '../../../src/adapter.ts';
import type { Accept } from '../../../src/platform.ts';
import { openPressAnswer } from '../../../src/press-answer.ts';
import type { FindCard } from '../cards.ts';
import { readPress } from '../parse/press.ts';

/** Who pressed a button must have an answer within 2 s, milliseconds. */
const answerMs = 1800;

/** What a template may show to who pressed: its private variable of this name. */
const noticeKey = 'notice';

/**
 * Takes one press of a button. Resolves with what its acknowledgement brings, as JSON: a notice that only the person who
 * pressed can see, and that costs no call.
 */
export type TakePress = (frameId: string, payload: unknown) => Promise<string>;

export interface PressParts {
  /** Where a card of ours stands, and what its buttons carry. */
  readonly findCard: FindCard;
  readonly clock: World['clock'];
}

export function pressTaker({ findCard, clock }: PressParts, accept: Accept): TakePress {
  return async (frameId, payload) => {
    const pressed = readPress(payload);
    const card = pressed && (await findCard(pressed.outTrackId));
    if (!pressed || !card) {
      await accept({ kind: 'nothing', why: 'a button that is not ours' });
      return noNotice;
    }
    const notice = openPressAnswer(clock);
    const { outTrackId, userId, action } = pressed;
    await accept({
      kind: 'press',
      press: {
        platform: 'dingtalk',
        id: `${frameId}:${outTrackId}`,
        chat: card.chat,
        sender: { id: userId, name: userId.slice(-4) },
        action,
        token: card.token,
        answer: notice.answer,
      },
    });
    const text = await notice.within(answerMs);
    return text === undefined ? noNotice : noticeOf(text);
  };
}

const noNotice = JSON.stringify({ response: {} });

/** https://open.dingtalk.com/document/orgapp/event-callback-card */
const noticeOf = (text: string) =>
  JSON.stringify({
    response: {
      cardUpdateOptions: { updatePrivateDataByKey: true },
      userPrivateData: { cardParamMap: { [noticeKey]: text } },
    },
  });
