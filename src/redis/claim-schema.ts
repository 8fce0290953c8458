import type { Redis } from 'ioredis';
import { SettingsError } from '../errors.ts';
import { type Keys, schemaVersion } from '../keys.ts';

/** Writes down which schema lives under our prefix. Throws `SettingsError` when it is another version's. */
export async function claimSchema(redis: Redis, keys: Keys): Promise<void> {
  await redis.set(keys.schema, schemaVersion, 'NX');
  const found = Number(await redis.get(keys.schema));
  if (found === schemaVersion) return;
  throw new SettingsError([
    `REDIS_PREFIX: what is kept there is of version ${found}, and this program is of version ${schemaVersion}. ` +
      'Run the matching release, or set another REDIS_PREFIX to begin anew.',
  ]);
}
