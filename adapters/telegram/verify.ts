import type { WebhookRequest } from '../../src/platform.ts';
import type { Secret } from '../../src/secret.ts';

/** Whether the call carries the secret that we gave to `setWebhook`. https://core.telegram.org/bots/api#setwebhook */
export function verify({ headers }: WebhookRequest, secret: Secret): boolean {
  return secret.equals(headers['x-telegram-bot-api-secret-token'] ?? '');
}
