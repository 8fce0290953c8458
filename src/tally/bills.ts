import type { Redis } from 'ioredis';
import type { Billed } from '../adapter.ts';
import type { Keys } from '../keys.ts';
import { tallyLifeMs } from './counters.ts';
import { dayOf } from './day.ts';

/** What platforms bill by the month: how much of it this month has seen. */
export interface Bills {
  add(platform: string, what: Billed, now: number): Promise<void>;
  /** By platform; one that bills nothing is not there. */
  read(now: number): Promise<ReadonlyMap<string, Bill>>;
}

/** This month's. */
export type Bill = Readonly<Record<Billed, number>>;

const nothing: Bill = { calls: 0, messages: 0 };

/** @param timeZone of the months */
export function openBills(redis: Redis, keys: Keys, timeZone: string): Bills {
  const keyAt = (now: number) => keys.bill(dayOf(now, timeZone).slice(0, 'yyyy-mm'.length));
  return {
    async add(platform, what, now) {
      const key = keyAt(now);
      await redis.multi().hincrby(key, `${platform}:${what}`, 1).pexpire(key, tallyLifeMs).exec();
    },
    async read(now) {
      const bills = new Map<string, Bill>();
      for (const [field, count] of Object.entries(await redis.hgetall(keyAt(now)))) {
        const [platform = '', what = ''] = field.split(':');
        bills.set(platform, { ...(bills.get(platform) ?? nothing), [what]: Number(count) });
      }
      return bills;
    },
  };
}
