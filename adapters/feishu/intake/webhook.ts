import type { WebhookRequest, WebhookResponse } from '../../../src/platform.ts';
import { verify, type WebhookKeys } from '../verify.ts';
import type { TakeEvent } from './take-event.ts';

/**
 * Answers Feishu's calls: any status but 200 makes it deliver again, four times within seven hours.
 * @param take undefined while we do not know who we are: nothing is answered by mistake then
 */
export function webhook(keys: WebhookKeys, now: () => number, take: () => TakeEvent | undefined) {
  return async (request: WebhookRequest): Promise<WebhookResponse> => {
    const verified = verify(request, keys, now());
    switch (verified.kind) {
      case 'forged':
        return { status: 401 };
      case 'malformed':
        return { status: 400 };
      case 'challenge':
        return { status: 200, body: { challenge: verified.challenge } };
      case 'event':
        return answer(take(), verified.json);
    }
  };
}

async function answer(take: TakeEvent | undefined, json: unknown): Promise<WebhookResponse> {
  if (!take) return { status: 503 };
  try {
    const taken = await take(json);
    return taken === 'malformed' ? { status: 400 } : { status: 200, body: taken ?? {} };
  } catch {
    // Whoever refused has logged why.
    return { status: 503 };
  }
}
