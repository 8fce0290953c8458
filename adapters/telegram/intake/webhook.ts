import type { Accept, WebhookRequest, WebhookResponse } from '../../../src/platform.ts';
import type { Secret } from '../../../src/secret.ts';
import { isFromTelegram } from '../verify.ts';
import type { ReadUpdate } from './read-update.ts';

/** Answers Telegram's calls: any status but 200 makes it deliver again. https://core.telegram.org/bots/api#setwebhook */
export function webhook(secret: Secret, read: ReadUpdate, accept: Accept) {
  return async (request: WebhookRequest): Promise<WebhookResponse> => {
    if (!isFromTelegram(request, secret)) return { status: 401 };
    const delivery = read(jsonOf(request.body));
    if (!delivery) return { status: 400 };
    try {
      await accept(delivery.arrival);
      return { status: 200 };
    } catch {
      // Whoever refused has logged why.
      return { status: 503 };
    }
  };
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
