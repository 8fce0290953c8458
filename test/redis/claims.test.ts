import { afterEach, beforeEach, expect, test } from 'vitest';
import { SettingsError } from '../../src/errors.ts';
import { claimIdentity } from '../../src/redis/claim-identity.ts';
import { claimSchema } from '../../src/redis/claim-schema.ts';
import { openSpace, type Space } from '../support/space.ts';

let space: Space;
beforeEach(() => {
  space = openSpace();
});
afterEach(() => space.close());

test('a bot finds its own conversations again, and another bot is refused in words', async () => {
  const claim = (identity: string) => claimIdentity(space.redis, space.keys, 'telegram', identity);
  await claim('900');
  await claim('900');
  await expect(claim('901')).rejects.toThrow(SettingsError);
  await expect(claim('901')).rejects.toThrow('REDIS_PREFIX');
});

test('another schema version is refused in words', async () => {
  await claimSchema(space.redis, space.keys);
  await claimSchema(space.redis, space.keys);
  await space.redis.set(space.keys.schema, 99);
  await expect(claimSchema(space.redis, space.keys)).rejects.toThrow('version 99');
});
