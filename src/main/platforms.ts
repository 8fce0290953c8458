import type { Adapter, World } from '../adapter.ts';
import type { CoreSettings } from '../config.ts';
import type { Platform } from '../platform.ts';
import { claimIdentity } from '../redis/claim-identity.ts';
import type { Undo } from './undo.ts';

/** Opens every platform that the settings turn on, by name. */
export async function openPlatforms(
  adapters: readonly Adapter[],
  settings: CoreSettings,
  world: World,
  undo: Undo,
): Promise<ReadonlyMap<string, Platform>> {
  const platforms = new Map<string, Platform>();
  for (const adapter of adapters) {
    if (!adapter.configured(settings)) continue;
    await claimIdentity(world.redis, world.keys, adapter.name, adapter.identity(settings));
    const platform = await adapter.create(settings, world);
    undo.add(() => platform.close());
    platforms.set(adapter.name, platform);
  }
  return platforms;
}
