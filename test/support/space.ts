import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { inject } from 'vitest';
import { type Keys, keysFor } from '../../src/keys.ts';
import { connect, type Patience } from '../../src/redis/connect.ts';

/** A corner of the real Redis that no other test shares. */
export interface Space {
  readonly keys: Keys;
  readonly redis: Redis;
  /** One more connection. */
  connect(patience?: Patience): Redis;
  /** Every key that was written here. */
  allKeys(): Promise<string[]>;
  close(): Promise<void>;
}

export function openSpace(): Space {
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  const opened: Redis[] = [];
  const open = (patience: Patience = 'patient') => {
    const redis = connect(inject('redisUrl'), patience, () => {});
    opened.push(redis);
    return redis;
  };
  const redis = open();
  const allKeys = () => redis.keys(`${prefix}:*`);
  return {
    keys: keysFor(prefix),
    redis,
    connect: open,
    allKeys,
    async close() {
      const left = await allKeys();
      if (left.length > 0) await redis.del(left);
      for (const connection of opened) connection.disconnect();
    },
  };
}
