import type { Redis } from 'ioredis';
import type { Keys } from '../../keys.ts';
import { accountOf } from './account.ts';
import { shareAt } from './pace.ts';

/**
 * An account's calls begun in the last second, over all processes, and how many may for now: fewer than `qps` after a
 * refusal, and while little is left of the vendor's minute.
 * @param account the provider. @param qps `MODEL_QPS`
 */
export async function callRate(
  redis: Redis,
  keys: Keys,
  account: string,
  qps: number,
): Promise<{ readonly used: number; readonly limit: number }> {
  const { key } = accountOf(redis, keys, account);
  const [seconds, microseconds] = await redis.time();
  const now = Number(seconds) * 1e6 + Number(microseconds);
  const [used, full, said] = await Promise.all([
    redis.zcount(key('log'), now - 1e6, now),
    redis.hget(key('pace'), 'full'),
    redis.hget(key('said'), 'share'),
  ]);
  const limit = qps * shareAt(Number(full), now / 1000) * Number(said ?? 1);
  return { used, limit: Math.round(limit * 10) / 10 };
}
