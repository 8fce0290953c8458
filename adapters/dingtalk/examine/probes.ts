import { randomUUID } from 'node:crypto';
import type { Endpoint } from '../api/endpoints.ts';
import type { DingtalkSettings } from '../settings.ts';

/** A call that shows whether a permission is there, and does nothing. */
export interface Probe {
  readonly endpoint: Endpoint;
  readonly body: unknown;
  /** What the bot cannot do without the permission. */
  readonly without: string;
}

/** What must be asked for answers as the settings want them: a message to no person, a card for nobody. */
export function probesFor(
  robotCode: string,
  { DINGTALK_CARD_TEMPLATE_ID: template }: DingtalkSettings,
): readonly Probe[] {
  const message: Probe = {
    endpoint: 'sendToPerson',
    body: { robotCode, userIds: [], msgKey: 'sampleText', msgParam: JSON.stringify({ content: '…' }) },
    without: 'alerts, and answers later than 90 minutes after their question, reach nobody',
  };
  if (template === undefined) return [message];
  const cards = template === 'standard' ? [standardCard()] : aiCard(robotCode, template);
  return [message, ...cards];
}

const standardCard = (): Probe => ({
  endpoint: 'updateStandard',
  body: { cardBizId: randomUUID(), cardData: '{}' },
  without: 'answers come as one final message',
});

function aiCard(robotCode: string, cardTemplateId: string): readonly Probe[] {
  const outTrackId = randomUUID();
  const card = {
    outTrackId,
    cardTemplateId,
    cardData: { cardParamMap: {} },
    userIdType: 1,
    openSpaceId: 'dtv1.card//IM_ROBOT.0',
    imRobotOpenSpaceModel: { supportForward: false },
    imRobotOpenDeliverModel: { spaceType: 'IM_ROBOT', robotCode },
  };
  const state = {
    outTrackId,
    guid: outTrackId,
    key: 'content',
    content: '…',
    isFull: true,
    isFinalize: true,
  };
  return [
    { endpoint: 'createAndDeliver', body: card, without: 'answers come without a card' },
    { endpoint: 'streamCard', body: state, without: 'answers take the standard card, which has no buttons' },
  ];
}
