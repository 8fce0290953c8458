import type { Wire } from '../words.ts';
import type { Answer, Way } from './answer.ts';
import { sign } from './sign.ts';

/** How messages are posted. */
export interface WebhookOptions {
  readonly url: string;
  readonly clientSecret: string;
  readonly answerMs: number;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** The outgoing HTTP callback: acknowledged is HTTP 200 in time, and nothing else. */
export const webhook = (options: WebhookOptions): Way => ({
  by: 'webhook',
  ready: async () => undefined,
  carry: (_topic, data) => post(data, options),
});

async function post(
  data: Wire,
  { url, clientSecret, answerMs, now, signal }: WebhookOptions,
): Promise<Answer> {
  const timestamp = String(Math.floor(now()));
  // Not `AbortSignal.timeout`: what `any` alone knows, Node 20 collects as garbage, and it never fires.
  const patience = new AbortController();
  const late = setTimeout(() => patience.abort(), answerMs);
  try {
    const { status } = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        timestamp,
        sign: sign(timestamp, clientSecret),
      },
      body: JSON.stringify(data),
      signal: AbortSignal.any([signal, patience.signal]),
    });
    return { outcome: status === 200 ? 'acknowledged' : 'refused' };
  } catch {
    return { outcome: 'unanswered' };
  } finally {
    clearTimeout(late);
  }
}
