import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import type { Prices } from './prices.ts';

/** Where the counters are, and how they are read. */
export interface Books {
  readonly redis: Redis;
  readonly keys: Keys;
  /** Of the days. */
  readonly timeZone: string;
  readonly prices: Prices;
}
