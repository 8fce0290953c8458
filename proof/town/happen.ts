import { setTimeout as delay } from 'node:timers/promises';
import type { Event, Happening } from '../story/story.ts';
import type { Town } from './town.ts';

/** Lets something happen to all; what lasts goes on beside. Rejects when what was ended does not end, or begin again. */
export const happen = async (event: Event, town: Town): Promise<void> =>
  happenings[event.kind](event as never, town);

const happenings: {
  [K in Happening['kind']]: (happening: Extract<Happening, { kind: K }>, town: Town) => void | Promise<void>;
} = {
  kill: ({ slot }, { crew }) => crew.kill(slot),
  freeze: ({ slot, ms }, { crew }) => crew.freeze(slot, ms),
  replace: ({ slot }, { crew }) => crew.replace(slot),
  'clock jump': ({ slot, byMs }, { crew }) => crew.jumpClock(slot, byMs),
  'redis killed': ({ downMs, fsync }, { redis }) => redis.crash(downMs, fsync),
  'redis frozen': ({ ms }, { redis }) => redis.freeze(ms),
  'model storm': async ({ fault, calls, ms }, { ernie }) => {
    ernie.fault(fault, calls);
    await delay(ms);
    ernie.clearFaults(fault, '');
  },
  duplicates: ({ platform, count }, { platforms }) => platforms[platform].duplicate(count),
  reordered: ({ platform, count }, { platforms }) => platforms[platform].reorder(count),
  delays: ({ platform, count, ms }, { platforms }) => platforms[platform].delay(count, ms),
  'connections cut': ({ platform }, { platforms }) => platforms[platform].cutConnections(),
  'tokens expired': ({ platform }, { platforms }) => platforms[platform].expireTokens(),
};
