import { PlatformFailure } from '../../../../src/errors.ts';
import type { ReplyTarget } from '../../../../src/platform.ts';
import { canMend, DingtalkFailure } from '../../api/failures.ts';
import type { Cards } from '../../cards.ts';
import type { Insist } from '../patience.ts';
import { type End, fingerprint, isBegun, type Look, type Sheet } from '../sheet.ts';
import { type Desk, type Form, ifThere, type StartOver } from './form.ts';

/** The template that fills a card. */
export interface Template {
  readonly id: string;
  /** The variable that holds the answer. */
  readonly contentKey: string;
  /** Whether DingTalk can tell us of pressed buttons: over the stream only. */
  readonly callbacks: boolean;
}

export interface AiCardParts {
  readonly cards: Pick<Cards, 'keep'>;
  readonly startOver: StartOver;
}

const flowStatus = { growing: '2', finished: '3', failed: '5' } as const satisfies Record<End, string>;

/**
 * A card that streams: it is created with its first state, then its text is replaced, always the whole, and the last
 * state ends it. That is one call for each state. The card's id is ours, so that creating it twice shows one card. A
 * card that has ended is opened again by its status, as for an answer that is made anew; one that cannot be changed any
 * more is followed by another.
 * https://open.dingtalk.com/document/orgapp/interface-for-creating-and-delivering-cards
 * https://open.dingtalk.com/document/orgapp/api-streamingupdate
 */
export function aiCardForm(
  { target, robotCode }: Desk,
  template: Template,
  { cards, startOver }: AiCardParts,
): Form {
  const { id: cardTemplateId, contentKey, callbacks } = template;
  const token = target.buttons?.token;

  /** DingTalk takes strings only. */
  const paramsOf = ({ markdown, end }: Look) => ({
    [contentKey]: markdown,
    flowStatus: flowStatus[end],
    // Templates of DingTalk's own show the parts of a message in an order that they must be told.
    ...(contentKey === 'msgContent' && { sys_full_json_obj: JSON.stringify({ order: [contentKey] }) }),
  });

  /** What a pressed button brings back is the card's id, no more. */
  async function rememberPlace(sheet: Sheet): Promise<void> {
    if (callbacks && token !== undefined) await cards.keep(sheet.id, { chat: target.chat, token });
  }

  async function create(sheet: Sheet, look: Look, insist: Insist): Promise<void> {
    await rememberPlace(sheet);
    let attempts = 0;
    await insist({
      endpoint: 'createAndDeliver',
      async body() {
        attempts += 1;
        sheet.doubtful ||= attempts > 1;
        return {
          cardTemplateId,
          outTrackId: sheet.id,
          ...(callbacks && { callbackType: 'STREAM' }),
          userIdType: 1,
          cardData: { cardParamMap: { ...paramsOf(look), config: JSON.stringify({ autoLayout: true }) } },
          ...spaceOf(target, robotCode, look.first),
        };
      },
    });
  }

  async function stream(sheet: Sheet, { markdown, end, generation }: Look, insist: Insist): Promise<void> {
    await insist({
      endpoint: 'streamCard',
      body: async () => ({
        outTrackId: sheet.id,
        // The same for the repetition of a write, which then changes nothing; and another for each other write.
        guid: uuidOf(fingerprint(sheet.id, String(generation), markdown, end)),
        key: contentKey,
        content: markdown,
        isFull: true,
        isFinalize: end === 'finished',
        isError: end === 'failed',
      }),
    });
  }

  async function replace(sheet: Sheet, look: Look, insist: Insist): Promise<void> {
    if (look.end === 'growing') await rememberPlace(sheet);
    await insist({
      endpoint: 'updateCard',
      body: async () => ({
        outTrackId: sheet.id,
        cardData: { cardParamMap: paramsOf(look) },
        cardUpdateOptions: { updateCardDataByKey: true },
      }),
    });
  }

  /** @returns whether it is there now and shows this; false: it was there before, and shows something else */
  async function begin(sheet: Sheet, look: Look, insist: Insist): Promise<boolean> {
    try {
      await create(sheet, look, insist);
      return true;
    } catch (error) {
      sheet.doubtful ||= isUnanswered(error);
      if (!canMend(error, 'exists')) throw error;
      sheet.state = 'open';
      return false;
    }
  }

  /** @returns false: it does not stream any more */
  async function goOn(sheet: Sheet, look: Look, insist: Insist): Promise<boolean> {
    try {
      await stream(sheet, look, insist);
      return true;
    } catch (error) {
      // How a finished card refuses is not documented, and a last state must land.
      const another = look.end === 'growing' ? canMend(error, 'closed') : isRefusalOfCard(error);
      if (!another) throw error;
      return false;
    }
  }

  return {
    async show(sheet, look, insist) {
      const isFirst = isBegun(sheet);
      if (isFirst && (await begin(sheet, look, insist))) return;
      if (sheet.state === 'open' && (await goOn(sheet, look, insist))) return;
      try {
        await replace(sheet, look, insist);
      } catch (error) {
        sheet.doubtful ||= isUnanswered(error);
        if (!isRefusalOfCard(error)) throw error;
        await startOver(sheet);
        if (!(await begin(sheet, look, insist))) await stream(sheet, look, insist);
      }
    },
    retire: (sheet, look, insist) => ifThere(replace(sheet, look, insist)),
  };
}

/** Whether nobody knows what came of it. */
const isUnanswered = (error: unknown) => error instanceof PlatformFailure && error.kind === 'unreachable';

/** Whether another way to the same text may be open: neither the text nor the month is at fault. */
function isRefusalOfCard(error: unknown): boolean {
  if (!(error instanceof DingtalkFailure)) return false;
  return error.kind === 'refused' && error.mend !== 'size' && error.mend !== 'unsafe';
}

/** Where a card is delivered. The first one in a group mentions who asked: nothing can be a reply there. */
function spaceOf({ chat, asker }: ReplyTarget, robotCode: string, mentions: boolean) {
  if (chat.kind === 'direct')
    return {
      openSpaceId: `dtv1.card//IM_ROBOT.${asker?.id ?? chat.id}`,
      imRobotOpenSpaceModel: { supportForward: true },
      imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode },
    };
  return {
    openSpaceId: `dtv1.card//IM_GROUP.${chat.id}`,
    imGroupOpenSpaceModel: { supportForward: true },
    imGroupOpenDeliverModel: {
      robotCode,
      ...(mentions && asker && { atUserIds: { [asker.id]: asker.name } }),
    },
  };
}

/** A UUID of version 8, which is for whoever makes his own. @param hash at least 32 hexadecimal digits */
function uuidOf(hash: string): string {
  const digits = `${hash.slice(0, 12)}8${hash.slice(13, 16)}8${hash.slice(17, 32)}`;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
