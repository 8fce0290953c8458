import { flag, integer, list, text } from '../parameters.ts';
import { badRequest, Refusal } from '../refusal.ts';
import type { Simulation } from '../simulation.ts';
import type { Wire } from '../words.ts';
import type { Method } from './method.ts';

/** Methods about getting updates. core.telegram.org/bots/api#getting-updates; plain http serves here as a webhook's URL */
export const deliveryMethods: Record<string, Method> = {
  getUpdates({ webhook, polling, updates }, parameters, signal) {
    if (webhook.isActive)
      throw new Refusal(
        409,
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    updates.allowed = allowed(parameters) ?? updates.allowed;
    const limit = integer(parameters, 'limit') ?? 100;
    const timeoutS = Math.max(integer(parameters, 'timeout') ?? 0, 0);
    const offset = integer(parameters, 'offset') ?? 0;
    return polling.poll({ offset, limit: Math.min(Math.max(limit, 1), 100), timeoutS }, signal);
  },

  setWebhook(simulation, parameters) {
    const { polling, webhook, updates } = simulation;
    const url = text(parameters, 'url');
    if (url === '') return removeWebhook(simulation, parameters);
    if (!URL.canParse(url)) throw badRequest('bad webhook: invalid webhook URL specified');
    const secretToken = text(parameters, 'secret_token');
    if (!/^[\w-]{0,256}$/.test(secretToken)) throw badRequest('secret token contains unallowed characters');
    updates.allowed = allowed(parameters) ?? updates.allowed;
    if (flag(parameters, 'drop_pending_updates')) updates.drop();
    const maxConnections = Math.min(Math.max(integer(parameters, 'max_connections') ?? 40, 1), 100);
    polling.terminate('setWebhook request');
    webhook.point({ url, secretToken, maxConnections });
    return true;
  },

  deleteWebhook: removeWebhook,

  getWebhookInfo: ({ webhook }) => webhook.info(),
};

function removeWebhook({ webhook, updates }: Simulation, parameters: Wire): true {
  if (flag(parameters, 'drop_pending_updates')) updates.drop();
  webhook.point(undefined);
  return true;
}

const allowed = (parameters: Wire): string[] | undefined => list(parameters, 'allowed_updates')?.map(String);
