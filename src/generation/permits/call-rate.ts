import type { Redis } from 'ioredis';
import type { Keys } from '../../keys.ts';

/** Calls begun in the last second, over all processes, and how many may. */
export async function callRate(
  redis: Redis,
  keys: Keys,
  limit: number,
): Promise<{ readonly used: number; readonly limit: number }> {
  const [seconds, microseconds] = await redis.time();
  const now = Number(seconds) * 1e6 + Number(microseconds);
  return { used: await redis.zcount(keys.permits('log'), now - 1e6, now), limit };
}
