import { createDecipheriv, createHash } from 'node:crypto';
import { fieldOf, jsonOf, wordOf } from '../../src/json.ts';
import type { WebhookRequest } from '../../src/platform.ts';
import { Secret } from '../../src/secret.ts';
import { challenge } from './wire.ts';

/** A request that is older, or by that much from the future, milliseconds, is a replay. */
const freshMs = 3_600_000;

export interface WebhookKeys {
  readonly encryptKey: Secret;
  readonly verificationToken: Secret;
}

export type Verified =
  | { readonly kind: 'forged' }
  | { readonly kind: 'malformed' }
  /** Feishu tries out our address; it wants the same back. */
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'event'; readonly json: unknown };

/**
 * Whether a call is Feishu's, and what it says. Events must be signed, over the bytes as they came, and fresh; a
 * challenge never is signed, and proves itself by the verification token. The token is checked in both.
 * https://open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/encrypt-key-encryption-configuration-case
 * @param now Unix ms
 */
export function verify(request: WebhookRequest, keys: WebhookKeys, now: number): Verified {
  const body = jsonOf(request.body.toString('utf8'));
  if (typeof body !== 'object' || body === null) return { kind: 'malformed' };
  const signed = isSigned(request, keys.encryptKey, now);
  if (signed === 'wrong') return { kind: 'forged' };

  const box = fieldOf(body, 'encrypt');
  const plain = typeof box === 'string' ? decrypt(box, keys.encryptKey) : request.body.toString('utf8');
  if (plain === undefined) return { kind: 'forged' };
  const json = jsonOf(plain);

  const asked = challenge.safeParse(json);
  if (asked.success)
    return keys.verificationToken.equals(asked.data.token)
      ? { kind: 'challenge', challenge: asked.data.challenge }
      : { kind: 'forged' };
  if (signed === 'missing' || !keys.verificationToken.equals(wordOf(fieldOf(json, 'header'), 'token')))
    return { kind: 'forged' };
  return { kind: 'event', json };
}

/** SHA-256, not an HMAC, over timestamp, nonce, key and the raw body. */
export function signatureOf(timestamp: string, nonce: string, encryptKey: Secret, body: Buffer): string {
  return createHash('sha256')
    .update(timestamp + nonce + encryptKey.reveal())
    .update(body)
    .digest('hex');
}

/** AES-256-CBC: the key is the SHA-256 of the Encrypt Key, the first 16 bytes are the IV. Undefined when it is not ours. */
export function decrypt(box: string, encryptKey: Secret): string | undefined {
  const bytes = Buffer.from(box, 'base64');
  const key = createHash('sha256').update(encryptKey.reveal()).digest();
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16));
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function isSigned(
  { headers, body }: WebhookRequest,
  key: Secret,
  now: number,
): 'right' | 'wrong' | 'missing' {
  const given = headers['x-lark-signature'];
  if (given === undefined) return 'missing';
  const timestamp = headers['x-lark-request-timestamp'] ?? '';
  const expected = signatureOf(timestamp, headers['x-lark-request-nonce'] ?? '', key, body);
  const right = new Secret(expected).equals(given);
  const ageMs = /^\d{1,12}$/.test(timestamp) ? Math.abs(now - Number(timestamp) * 1000) : Infinity;
  return right && ageMs <= freshMs ? 'right' : 'wrong';
}
