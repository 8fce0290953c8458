import { Agent } from 'undici';
import { PlatformFailure } from '../../src/errors.ts';
import type { Finding } from '../../src/platform.ts';
import { type Endpoint, endpoints } from './api/endpoints.ts';
import { exchange } from './api/exchange.ts';
import { canMend } from './api/failures.ts';
import { remedyFor } from './api/remedy.ts';
import { ownToken } from './api/tokens.ts';
import { type FeishuApi, openApi } from './api.ts';
import { type App, appOf } from './app.ts';
import type { FeishuSettings } from './settings.ts';
import { botInfo } from './wire.ts';

/** No message and no chat has this id: Feishu looks at permissions first, and finds nothing to do then. */
const nobodys = 'om_0';

/** What each permission is for, and what the bot does without it. */
const permissions: readonly {
  readonly endpoint: Endpoint;
  readonly body?: unknown;
  readonly level: 'note' | 'bad';
  readonly without: string;
}[] = [
  {
    endpoint: 'reply',
    body: { msg_type: 'text', content: '{"text":"…"}' },
    level: 'bad',
    without: 'the bot cannot answer',
  },
  {
    endpoint: 'createCard',
    body: {
      type: 'card_json',
      data: JSON.stringify({ schema: '2.0', body: { elements: [{ tag: 'markdown', content: '…' }] } }),
    },
    level: 'note',
    without: 'answers grow less smoothly',
  },
  {
    endpoint: 'patchCard',
    body: { content: '{}' },
    level: 'note',
    without: 'where cards cannot stream either, answers come in one piece',
  },
  {
    endpoint: 'members',
    level: 'note',
    without: 'the bot knows neither who manages a group nor how its members are called',
  },
  {
    endpoint: 'uploadFile',
    level: 'note',
    without: 'exported conversations come as messages and not as files',
  },
  { endpoint: 'message', level: 'note', without: 'the bot does not see the messages that questions quote' },
];

/** Feishu's part of `npm run doctor`. What it sends, nobody sees: a card that is in no message, an answer to none. */
export async function* examine(settings: FeishuSettings): AsyncIterable<Finding> {
  const app = appOf(settings);
  const api = openApi(app, ownToken(app));
  try {
    const { bot } = botInfo.parse(await api.call('botInfo'));
    yield { level: 'good', what: `Feishu: app id and secret are those of ${bot.app_name ?? 'a bot'}` };
    for (const permission of permissions) yield await examinePermission(api, permission);
    if (settings.FEISHU_MODE === 'websocket') yield await examineConnection(app);
    yield {
      level: 'note',
      what: `Feishu: it cannot be asked whether events and callbacks are subscribed (${settings.FEISHU_MODE})`,
      remedy:
        'subscribe im.message.receive_v1, im.message.recalled_v1, im.chat.member.bot.added_v1, im.chat.member.bot.deleted_v1, im.chat.disbanded_v1 and the callback card.action.trigger, and publish a version: docs/feishu.md',
    };
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    yield { level: 'bad', what: `Feishu: ${error.message}`, remedy: remedyFor(error) };
  } finally {
    await api.close();
  }
}

async function examinePermission(
  api: FeishuApi,
  { endpoint, body, level, without }: (typeof permissions)[number],
): Promise<Finding> {
  const { scope } = endpoints[endpoint];
  try {
    await api.call(endpoint, nobodys, body);
  } catch (error) {
    if (canMend(error, 'scope'))
      return {
        level,
        what: `Feishu: the permission ${scope} is missing: ${without}`,
        remedy: `grant ${scope} in the developer console, under Permissions & Scopes (权限管理), and publish a version`,
      };
    if (!(error instanceof PlatformFailure) || error.kind === 'unreachable') throw error;
  }
  return { level: 'good', what: `Feishu: the permission ${scope} is there` };
}

/** Asks where a long connection would lead, as its client does first; none is opened. */
async function examineConnection(app: App): Promise<Finding> {
  const dispatcher = new Agent();
  const body = { AppID: app.appId, AppSecret: app.appSecret.reveal() };
  const asked = {
    app,
    dispatcher,
    method: 'POST',
    path: '/callback/ws/endpoint',
    headers: {},
    body,
  } as const;
  try {
    await exchange({ ...asked, secrets: [] });
    return { level: 'good', what: 'Feishu: the long connection may be opened' };
  } catch (error) {
    if (!(error instanceof PlatformFailure)) throw error;
    return {
      level: 'bad',
      what: `Feishu: the long connection is refused: ${error.message}`,
      remedy: 'only custom apps may open one, at most 50 at a time; otherwise set FEISHU_MODE=webhook',
    };
  } finally {
    await dispatcher.close();
  }
}
