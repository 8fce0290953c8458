import { createCard, replaceCard, streamText, updateCard, updateSettings } from './cards.ts';
import { chatInfo, chatMembers } from './chats.ts';
import { uploadFile } from './files.ts';
import { editText, patchCard, readMessage, recallMessage, reply, send } from './messages.ts';
import type { Route, Run } from './route.ts';

const card = ['cardkit:card:write'];
const sending = ['im:message', 'im:message:send_as_bot'];
const editing = ['im:message', 'im:message:update'];
const reading = ['im:message', 'im:message:readonly'];
const taking = ['im:message', 'im:message:send_as_bot', 'im:message:recall'];
const uploading = ['im:resource', 'im:resource:upload'];
const chats = ['im:chat', 'im:chat:read', 'im:chat:readonly'];
const members = ['im:chat', 'im:chat:readonly', 'im:chat.members:read'];

const im = '/open-apis/im/v1';
const cardkit = '/open-apis/cardkit/v1/cards';

const route = (api: string, method: string, path: string, scopes: readonly string[], run: Run): Route => ({
  api,
  method,
  path,
  scopes,
  isOpen: false,
  run,
});

/** A call that needs no token: it asks for one, or brings the application's secret itself. */
const open = (api: string, path: string, run: Run): Route => ({
  ...route(api, 'POST', path, [], run),
  isOpen: true,
});

const routes: readonly Route[] = [
  open('token', '/open-apis/auth/v3/tenant_access_token/internal', ({ tokens }, { body }) =>
    tokens.issue(body['app_id'], body['app_secret']),
  ),
  open('endpoint', '/callback/ws/endpoint', ({ connections }, { body, host }) =>
    connections.discover(body, `ws://${host}`),
  ),
  route('bot.info', 'GET', '/open-apis/bot/v3/info', [], ({ world: { bot } }) => ({
    bot: { activate_status: 2, app_name: bot.name, avatar_url: '', ip_white_list: [], open_id: bot.openId },
  })),
  route('messages.send', 'POST', `${im}/messages`, sending, send),
  route('messages.reply', 'POST', `${im}/messages/:message_id/reply`, sending, reply),
  route('messages.edit', 'PUT', `${im}/messages/:message_id`, editing, editText),
  route('messages.patch', 'PATCH', `${im}/messages/:message_id`, editing, patchCard),
  route('messages.get', 'GET', `${im}/messages/:message_id`, reading, readMessage),
  route('messages.recall', 'DELETE', `${im}/messages/:message_id`, taking, recallMessage),
  route('files.upload', 'POST', `${im}/files`, uploading, uploadFile),
  route('cards.create', 'POST', cardkit, card, createCard),
  route('cards.content', 'PUT', `${cardkit}/:card_id/elements/:element_id/content`, card, streamText),
  route('cards.settings', 'PATCH', `${cardkit}/:card_id/settings`, card, updateSettings),
  route('cards.update', 'PUT', `${cardkit}/:card_id`, card, replaceCard),
  route('cards.batch', 'POST', `${cardkit}/:card_id/batch_update`, card, updateCard),
  route('chats.get', 'GET', `${im}/chats/:chat_id`, chats, chatInfo),
  route('chats.members', 'GET', `${im}/chats/:chat_id/members`, members, chatMembers),
];

const patterns = routes.map(route => ({
  route,
  pattern: new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
}));

/** The route of a request, and the ids in its path. */
export interface Found {
  readonly route: Route;
  readonly ids: Record<string, string>;
}

/** The first route that fits. */
export function findRoute(method: string, path: string): Found | undefined {
  for (const { route, pattern } of patterns) {
    const match = route.method === method ? path.match(pattern) : null;
    if (match) return { route, ids: { ...match.groups } };
  }
  return undefined;
}
