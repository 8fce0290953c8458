import type { Redis } from 'ioredis';
import { SettingsError } from '../errors.ts';
import type { Keys } from '../keys.ts';

/**
 * Writes down which bot's conversations live under our prefix. Throws `SettingsError` when they are another bot's: ids of
 * messages are counted for each bot, so one would take the other's messages for its own old ones.
 */
export async function claimIdentity(
  redis: Redis,
  keys: Keys,
  platform: string,
  identity: string,
): Promise<void> {
  await redis.hsetnx(keys.identities, platform, identity);
  const found = await redis.hget(keys.identities, platform);
  if (found === identity) return;
  throw new SettingsError([
    `REDIS_PREFIX: what is kept there belongs to another bot on ${platform} (${found}, ours is ${identity}). ` +
      'Set another REDIS_PREFIX for this bot.',
  ]);
}
