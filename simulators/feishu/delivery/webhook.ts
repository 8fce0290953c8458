import { newId } from '../ids.ts';
import { objectIn } from '../object-in.ts';
import type { Wire } from '../words.ts';
import type { Answer, Envelope, Way } from './answer.ts';
import { encrypt, sign } from './cipher.ts';

/** How events are posted; they are encrypted and signed when there is a key. */
export interface WebhookOptions {
  readonly url: string;
  readonly encryptKey: string | undefined;
  readonly verificationToken: string;
  readonly answerMs: number;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** The webhook: acknowledged is HTTP 200 in time, and nothing else. */
export const webhook = (options: WebhookOptions): Way => ({
  by: 'webhook',
  ready: async () => undefined,
  carry: envelope => post(envelope, options),
});

async function post(envelope: Envelope, options: WebhookOptions): Promise<Answer> {
  try {
    const { status, data } = await send({ ...envelope }, options, { signed: true });
    return status === 200 ? { outcome: 'acknowledged', data } : { outcome: 'refused' };
  } catch {
    return { outcome: 'unanswered' };
  }
}

/** Does the webhook echo a challenge within a second? Challenges are encrypted, but not signed. */
export async function challenge(options: WebhookOptions): Promise<boolean> {
  const challenge = newId('');
  const question = { type: 'url_verification', challenge, token: options.verificationToken };
  const answer = await send(question, { ...options, answerMs: 1000 }, { signed: false }).catch(
    () => undefined,
  );
  return answer?.status === 200 && answer.data?.['challenge'] === challenge;
}

async function send(content: Wire, options: WebhookOptions, { signed }: { signed: boolean }) {
  const { url, encryptKey, answerMs, now, signal } = options;
  const plain = JSON.stringify(content);
  const body = encryptKey ? JSON.stringify({ encrypt: encrypt(plain, encryptKey) }) : plain;
  const timestamp = String(Math.floor(now() / 1000));
  const nonce = newId('');
  // Not `AbortSignal.timeout`: what `any` alone knows, Node 20 collects as garbage, and it never fires.
  const patience = new AbortController();
  const late = setTimeout(() => patience.abort(), answerMs);
  try {
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        ...(signed &&
          encryptKey && {
            'x-lark-request-timestamp': timestamp,
            'x-lark-request-nonce': nonce,
            'x-lark-signature': sign(timestamp, nonce, encryptKey, body),
          }),
      },
      body,
      signal: AbortSignal.any([signal, patience.signal]),
    });
    return { status: response.status, data: objectIn(await response.text()) };
  } finally {
    clearTimeout(late);
  }
}
