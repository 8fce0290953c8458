import type { Adapter, World } from '../adapter.ts';
import type { Command } from '../commands/command.ts';
import { menusOf } from '../commands/table.ts';
import { platformAlerting } from './alert.ts';
import type { GroundFloor } from './house.ts';

/** What adapters get of the house. */
export function worldOf(
  house: GroundFloor,
  commands: readonly Command[],
  adapters: readonly Adapter[],
): World {
  const { settings, processId, store, errands, bills, wordingOf, writes, clock, log } = house;
  const isConfigured = (name: string) =>
    adapters.some(adapter => adapter.name === name && adapter.configured(settings));
  return {
    clock,
    log,
    redis: store.hasty,
    keys: store.keys,
    budget: writes,
    processId,
    menus: menusOf(commands, settings.LOCALE),
    unsafeText: async chat => (await wordingOf(chat)).unsafeText,
    alert: platformAlerting(house, settings.TIME_ZONE, errands.send, isConfigured, errands.skip),
    bill(platform, what) {
      bills.add(platform, what, clock.now()).catch((error: unknown) => log('redis.failed', { error }));
    },
  };
}
