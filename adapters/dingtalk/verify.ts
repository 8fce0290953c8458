import { createHmac } from 'node:crypto';
import type { WebhookRequest } from '../../src/platform.ts';
import { Secret } from '../../src/secret.ts';

/** A call that is older, or by that much from the future, milliseconds, is a replay. */
const freshMs = 3_600_000;

/**
 * Whether a call is DingTalk's. Its signature covers the time and not the body: within the hour only the ids of
 * messages guard against a replay, and only TLS against a changed body.
 * https://open.dingtalk.com/document/orgapp/receive-message
 * @param now Unix ms
 */
export function verify({ headers }: WebhookRequest, clientSecret: Secret, now: number): boolean {
  const { timestamp = '', sign = '' } = headers;
  const right = new Secret(signatureOf(timestamp, clientSecret)).equals(sign);
  const ageMs = /^\d{1,15}$/.test(timestamp) ? Math.abs(now - Number(timestamp)) : Infinity;
  return right && ageMs <= freshMs;
}

/** HMAC-SHA256 over the time and the secret, by the secret, in Base64. */
export function signatureOf(timestamp: string, clientSecret: Secret): string {
  const secret = clientSecret.reveal();
  return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}
