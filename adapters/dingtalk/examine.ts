import { randomUUID } from 'node:crypto';
import { PlatformFailure } from '../../src/errors.ts';
import type { Finding } from '../../src/platform.ts';
import { type Endpoint, endpoints } from './api/endpoints.ts';
import { canMend, DingtalkFailure } from './api/failures.ts';
import { remedyFor } from './api/remedy.ts';
import { ownToken } from './api/tokens.ts';
import { type DingtalkApi, openApi } from './api.ts';
import { type App, appOf } from './app.ts';
import { askForStream } from './intake/gateway.ts';
import type { DingtalkSettings } from './settings.ts';

/** The free plan's, for the whole organisation. */
const freeCallsPerMonth = 5000;
const streamTimeoutMs = 10_000;

/** A call that shows whether a permission is there, and does nothing. */
interface Probe {
  readonly endpoint: Endpoint;
  readonly body: unknown;
  readonly without: string;
}

/** DingTalk's part of `npm run doctor`. What it sends, nobody sees: a message to no person, a card for nobody. */
export async function* examine(settings: DingtalkSettings): AsyncIterable<Finding> {
  const app = appOf(settings);
  let billed = 0;
  const api = openApi(app, ownToken(app), () => {
    billed += 1;
  });
  try {
    await api.prepare();
    yield { level: 'good', what: 'DingTalk: client id and secret belong together' };
    yield settings.DINGTALK_MODE === 'stream' ? await examineStream(app) : httpNote;
    for (const probe of probesFor(app, settings)) yield await examinePermission(api, probe);
    yield {
      level: 'good',
      what: `DingTalk: permissions were looked at with API calls that count to the month: ${billed}`,
    };
    yield formOf(settings);
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    yield canMend(error, 'spent')
      ? spentNote
      : { level: 'bad', what: `DingTalk: ${error.message}`, remedy: remedyOf(error) };
  } finally {
    await api.close();
  }
}

/** Asks where a stream would lead; none is opened. */
async function examineStream(app: App): Promise<Finding> {
  try {
    await askForStream(app, AbortSignal.timeout(streamTimeoutMs));
    return { level: 'good', what: 'DingTalk: the stream may be opened' };
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    return { level: 'bad', what: 'DingTalk: the stream is refused', remedy: remedyFor(error) };
  }
}

const httpNote: Finding = {
  level: 'note',
  what: 'DingTalk: it cannot be asked where messages go in webhook mode',
  remedy:
    'set the robot to HTTP, with the address of /webhooks/dingtalk, and publish a version: docs/dingtalk.md',
};

const spentNote: Finding = {
  level: 'note',
  what: 'DingTalk: this month’s API calls of the organisation are used up: permissions cannot be looked at',
  remedy: 'until the month ends, or somebody buys more, answers come as one message by the session webhook',
};

function probesFor({ robotCode }: App, { DINGTALK_CARD_TEMPLATE_ID: template }: DingtalkSettings): Probe[] {
  const outTrackId = randomUUID();
  const message: Probe = {
    endpoint: 'sendToPerson',
    body: { robotCode, userIds: [], msgKey: 'sampleText', msgParam: JSON.stringify({ content: '…' }) },
    without: 'alerts, and answers later than 90 minutes after their question, reach nobody',
  };
  if (template === undefined) return [message];
  if (template === 'standard') {
    const body = { cardBizId: outTrackId, cardData: '{}' };
    return [message, { endpoint: 'updateStandard', body, without: 'answers come as one final message' }];
  }
  const card = {
    outTrackId,
    cardTemplateId: template,
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
    message,
    { endpoint: 'createAndDeliver', body: card, without: 'answers come without a card' },
    { endpoint: 'streamCard', body: state, without: 'cards do not grow' },
  ];
}

/** DingTalk looks at permissions first, and then finds nothing to do. */
async function examinePermission(api: DingtalkApi, { endpoint, body, without }: Probe): Promise<Finding> {
  const { scope } = endpoints[endpoint];
  try {
    await api.call(endpoint, body);
  } catch (error) {
    if (!(error instanceof DingtalkFailure) || error.kind === 'unreachable' || error.mend === 'spent')
      throw error;
    const trouble = troubleIn(error, scope, without);
    if (trouble) return trouble;
  }
  return { level: 'good', what: `DingTalk: the permission ${scope} is there` };
}

function troubleIn(error: DingtalkFailure, scope: string, without: string): Finding | undefined {
  if (error.mend === 'scope')
    return {
      level: 'bad',
      what: `DingTalk: a permission is missing: ${without} (${error.message})`,
      remedy: `grant ${scope} in the developer console, under Permissions (权限管理), and publish a version`,
    };
  if (error.mend === 'template')
    return {
      level: 'bad',
      what: `DingTalk: the card's template is not there, or not published (${error.message})`,
      remedy:
        'set DINGTALK_CARD_TEMPLATE_ID as the card platform (卡片平台) shows it, and publish the template',
    };
  if (/robotCode/i.test(error.code))
    return {
      level: 'bad',
      what: `DingTalk: the robot is not known (${error.message})`,
      remedy: 'unset DINGTALK_ROBOT_CODE, or set it as the developer console shows it, under Robot (机器人)',
    };
  if (error.kind === 'busy')
    return {
      level: 'note',
      what: `DingTalk: the permission ${scope} could not be asked for (${error.message})`,
      remedy: 'DingTalk is busy: look again in a few minutes',
    };
  return undefined;
}

/** How answers will look, and what they cost. */
function formOf({
  DINGTALK_CARD_TEMPLATE_ID: template,
  DINGTALK_CALLS_PER_REPLY: calls,
}: DingtalkSettings): Finding {
  if (template === undefined)
    return {
      level: 'note',
      what: 'DingTalk: no card is set: an answer is one final message, and costs no API call',
      remedy:
        'for answers that grow set DINGTALK_CARD_TEMPLATE_ID to the template of an AI card, or to `standard`: docs/dingtalk.md',
    };
  const answers = Math.floor(freeCallsPerMonth / calls);
  const card = template === 'standard' ? 'the standard card' : 'an AI card';
  return {
    level: 'good',
    what: `DingTalk: an answer grows in ${card} and costs at most ${calls} API calls: a free organisation’s month pays for ${answers}`,
  };
}

function remedyOf(error: PlatformFailure): string {
  if (error.kind !== 'credentials') return remedyFor(error);
  return 'set DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET as the developer console shows them, under Credentials & Basic Info (凭证与基础信息)';
}
