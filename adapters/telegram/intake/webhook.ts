import { jsonOf } from '../../../src/json.ts';
import type { Accept, WebhookRequest, WebhookResponse } from '../../../src/platform.ts';
import type { Secret } from '../../../src/secret.ts';
import { verify } from '../verify.ts';
import type { ReadUpdate } from './read-update.ts';

/** Answers Telegram's calls: any status but 200 makes it deliver again. https://core.telegram.org/bots/api#setwebhook */
export function webhook(secret: Secret, read: ReadUpdate, accept: Accept) {
  return async (request: WebhookRequest): Promise<WebhookResponse> => {
    if (!verify(request, secret)) return { status: 401 };
    const delivery = read(jsonOf(request.body.toString('utf8')));
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
