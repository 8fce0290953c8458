import { simulatedKeys } from '../../simulators/ernie/index.ts';
import type { TownPlatform } from './platform.ts';

/** Calls of the model that may begin in a second. */
export interface Budget {
  readonly calls: number;
  readonly perMs: 1000;
}

/** How often the model is asked for one answer; as the bot comes. */
export const attempts = 5;

/** Where a town is, as a bot is told; what is waited for is shorter than usual, so that a run ends. */
export function settingsOf(town: {
  readonly platforms: readonly TownPlatform[];
  readonly redisUrl: string;
  readonly ernieUrl: string;
  readonly budget: Budget;
}): Readonly<Record<string, string>> {
  return {
    ...Object.assign({}, ...town.platforms.map(({ settings }) => settings)),
    REDIS_URL: town.redisUrl,
    ERNIE_BASE_URL: town.ernieUrl,
    ERNIE_API_KEY: simulatedKeys.apiKey,
    ERNIE_SECRET_KEY: simulatedKeys.secretKey,
    MODEL_QPS: String(town.budget.calls),
    MODEL_RETRY_ATTEMPTS: String(attempts),
    MODEL_FIRST_BYTE_TIMEOUT_MS: '8000',
    MODEL_IDLE_TIMEOUT_MS: '5000',
    ALLOWED_USERS: '*',
    CHAT_QUEUE_LIMIT: '1000',
    SHUTDOWN_GRACE_MS: '2000',
    AI_LABEL: 'false',
  };
}
