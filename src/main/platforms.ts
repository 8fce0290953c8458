import type { Redis } from 'ioredis';
import type { Adapter, World } from '../adapter.ts';
import type { CoreSettings } from '../config.ts';
import type { Platform } from '../platform.ts';
import { claimIdentity } from '../redis/claim-identity.ts';
import type { Undo } from './undo.ts';

/** Opens every platform that the settings turn on, by name. @param redis waits where Redis is away just now */
export async function openPlatforms(
  adapters: readonly Adapter[],
  settings: CoreSettings,
  world: World,
  redis: Redis,
  undo: Undo,
): Promise<ReadonlyMap<string, Platform>> {
  const platforms = new Map<string, Platform>();
  for (const adapter of adapters) {
    if (!adapter.configured(settings)) continue;
    await claimIdentity(redis, world.keys, adapter.name, adapter.identity(settings));
    const platform = await adapter.create(settings, world);
    undo.add(() => platform.close());
    platforms.set(adapter.name, platform);
  }
  return platforms;
}
