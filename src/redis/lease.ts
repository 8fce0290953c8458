import type { Redis } from 'ioredis';
import { script } from './script.ts';

const holdLease = script(new URL('./hold-lease.lua', import.meta.url));
const releaseLease = script(new URL('./release-lease.lua', import.meta.url));

/** Leave to do what only one process may do at a time. It ends by itself when its owner falls silent. */
export interface Lease {
  /** Takes it, or prolongs it. @returns whether this owner holds it now */
  hold(): Promise<boolean>;
  /** Gives it back, so that another need not wait for its end. */
  release(): Promise<void>;
}

/** @param lifeMs how long it outlives its owner's last `hold` */
export function openLease(redis: Redis, key: string, owner: string, lifeMs: number): Lease {
  return {
    hold: async () => (await holdLease(redis, [key], [owner, lifeMs])) === 1,
    release: async () => {
      await releaseLease(redis, [key], [owner]);
    },
  };
}
