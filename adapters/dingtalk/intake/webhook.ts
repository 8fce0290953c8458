import { jsonOf } from '../../../src/json.ts';
import type { WebhookRequest, WebhookResponse } from '../../../src/platform.ts';
import type { Secret } from '../../../src/secret.ts';
import { verify } from '../verify.ts';
import type { TakeMessage } from './take-message.ts';

/**
 * Answers DingTalk's calls: any status but 200 makes it deliver again.
 * @param take undefined while nothing can be taken
 */
export function webhook(clientSecret: Secret, now: () => number, take: () => TakeMessage | undefined) {
  return async (request: WebhookRequest): Promise<WebhookResponse> => {
    if (!verify(request, clientSecret, now())) return { status: 401 };
    const takeMessage = take();
    if (!takeMessage) return { status: 503 };
    try {
      const taken = await takeMessage(jsonOf(request.body.toString('utf8')));
      return taken === 'malformed' ? { status: 400 } : { status: 200, body: {} };
    } catch {
      // Whoever refused has logged why.
      return { status: 503 };
    }
  };
}
