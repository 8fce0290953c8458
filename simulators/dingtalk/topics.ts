/** What a client subscribes to, in Stream mode. */
export const topics = {
  message: '/v1.0/im/bot/messages/get',
  button: '/v1.0/card/instances/callback',
  /** What happens in the organisation. */
  event: '*',
} as const;
