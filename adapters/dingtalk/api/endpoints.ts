/**
 * The calls that we make, and the scope that allows each.
 * https://open.dingtalk.com/document/orgapp/api-overview
 */
export const endpoints = {
  createAndDeliver: {
    method: 'POST',
    path: '/v1.0/card/instances/createAndDeliver',
    scope: 'Card.Instance.Write',
  },
  streamCard: { method: 'PUT', path: '/v1.0/card/streaming', scope: 'Card.Streaming.Write' },
  updateCard: { method: 'PUT', path: '/v1.0/card/instances', scope: 'Card.Instance.Write' },
  sendStandard: {
    method: 'POST',
    path: '/v1.0/im/v1.0/robot/interactiveCards/send',
    scope: 'Card.Instance.Write',
  },
  updateStandard: { method: 'PUT', path: '/v1.0/im/robots/interactiveCards', scope: 'Card.Instance.Write' },
  sendToGroup: { method: 'POST', path: '/v1.0/robot/groupMessages/send', scope: 'qyapi_robot_sendmsg' },
  sendToPerson: { method: 'POST', path: '/v1.0/robot/oToMessages/batchSend', scope: 'qyapi_robot_sendmsg' },
  /** Of the older platform, whose host is another. */
  uploadFile: { method: 'POST', path: '/media/upload', scope: 'qyapi_base' },
} as const satisfies Record<
  string,
  { readonly method: 'POST' | 'PUT'; readonly path: string; readonly scope: string }
>;

/** One of the calls. DingTalk counts each by itself. */
export type Endpoint = keyof typeof endpoints;
