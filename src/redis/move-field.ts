import type { Redis } from 'ioredis';

/** Takes what a hash has of a name over to another; what that has already stays. Safe to repeat. */
export async function moveField(redis: Redis, key: string, from: string, to: string): Promise<void> {
  const value = await redis.hget(key, from);
  if (value === null) return;
  await redis.hsetnx(key, to, value);
  await redis.hdel(key, from);
}
