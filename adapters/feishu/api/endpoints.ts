/**
 * The calls that we make: method, path and, where people forget to grant it, the scope that allows it.
 * https://open.feishu.cn/document/server-docs/api-call-guide/calling-process/list
 */
export const endpoints = {
  botInfo: { method: 'GET', path: '/open-apis/bot/v3/info', scope: '' },
  chat: { method: 'GET', path: '/open-apis/im/v1/chats/:id', scope: 'im:chat:readonly' },
  members: {
    method: 'GET',
    path: '/open-apis/im/v1/chats/:id/members?member_id_type=open_id&page_size=100',
    scope: 'im:chat:readonly',
  },
  message: { method: 'GET', path: '/open-apis/im/v1/messages/:id', scope: 'im:message:readonly' },
  send: {
    method: 'POST',
    path: '/open-apis/im/v1/messages?receive_id_type=:id',
    scope: 'im:message:send_as_bot',
  },
  reply: { method: 'POST', path: '/open-apis/im/v1/messages/:id/reply', scope: 'im:message:send_as_bot' },
  uploadFile: { method: 'POST', path: '/open-apis/im/v1/files', scope: 'im:resource' },
  editPost: { method: 'PUT', path: '/open-apis/im/v1/messages/:id', scope: 'im:message:update' },
  patchCard: { method: 'PATCH', path: '/open-apis/im/v1/messages/:id', scope: 'im:message:update' },
  recall: { method: 'DELETE', path: '/open-apis/im/v1/messages/:id', scope: 'im:message:recall' },
  createCard: { method: 'POST', path: '/open-apis/cardkit/v1/cards', scope: 'cardkit:card:write' },
  replaceCard: { method: 'PUT', path: '/open-apis/cardkit/v1/cards/:id', scope: 'cardkit:card:write' },
  streamText: {
    method: 'PUT',
    path: '/open-apis/cardkit/v1/cards/:id/elements/answer/content',
    scope: 'cardkit:card:write',
  },
  cardSettings: {
    method: 'PATCH',
    path: '/open-apis/cardkit/v1/cards/:id/settings',
    scope: 'cardkit:card:write',
  },
} as const satisfies Record<
  string,
  {
    readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
    readonly path: string;
    readonly scope: string;
  }
>;

/** One of the calls. Feishu counts each by itself. */
export type Endpoint = keyof typeof endpoints;
