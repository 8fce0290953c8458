import type { ReplyTarget } from '../../../../src/platform.ts';
import { type End, fingerprint, type Look, type Sheet } from '../sheet.ts';
import type { Desk } from './form.ts';

/** The template that fills a card. */
export interface Template {
  readonly id: string;
  /** The variable that holds the answer. */
  readonly contentKey: string;
  /** Whether DingTalk can tell us of pressed buttons: over the stream only. */
  readonly callbacks: boolean;
}

const flowStatus = { growing: '2', finished: '3', failed: '5' } as const satisfies Record<End, string>;

/**
 * What DingTalk is sent of a card that streams.
 * https://open.dingtalk.com/document/orgapp/interface-for-creating-and-delivering-cards
 * https://open.dingtalk.com/document/orgapp/api-streamingupdate
 */
export function aiCardData({ target, robotCode }: Desk, template: Template) {
  const { id: cardTemplateId, contentKey, callbacks } = template;

  /** DingTalk takes strings only. */
  const paramsOf = ({ markdown, end }: Look) => ({
    [contentKey]: markdown,
    flowStatus: flowStatus[end],
    // Templates of DingTalk's own show the parts of a message in an order that they must be told.
    ...(contentKey === 'msgContent' && { sys_full_json_obj: JSON.stringify({ order: [contentKey] }) }),
  });

  return {
    creation: ({ id: outTrackId }: Sheet, look: Look) => ({
      cardTemplateId,
      outTrackId,
      ...(callbacks && { callbackType: 'STREAM' }),
      userIdType: 1,
      cardData: { cardParamMap: { ...paramsOf(look), config: JSON.stringify({ autoLayout: true }) } },
      ...spaceOf(target, robotCode, look.first),
    }),

    streaming: ({ id: outTrackId }: Sheet, { markdown, end, generation }: Look) => ({
      outTrackId,
      // The same for the repetition of a write, which then changes nothing; and another for each other write.
      guid: uuidOf(fingerprint(outTrackId, String(generation), markdown, end)),
      key: contentKey,
      content: markdown,
      isFull: true,
      isFinalize: end === 'finished',
      isError: end === 'failed',
    }),

    replacement: ({ id: outTrackId }: Sheet, look: Look) => ({
      outTrackId,
      cardData: { cardParamMap: paramsOf(look) },
      cardUpdateOptions: { updateCardDataByKey: true },
    }),
  };
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
