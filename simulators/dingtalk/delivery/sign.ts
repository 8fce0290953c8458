import { createHmac } from 'node:crypto';

/** The `sign` of an outgoing callback: it covers the timestamp (ms) and not the body. open.dingtalk.com: receive messages */
export const sign = (timestamp: string, clientSecret: string): string =>
  createHmac('sha256', clientSecret).update(`${timestamp}\n${clientSecret}`).digest('base64');
