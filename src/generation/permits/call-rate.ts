import type { AccountState } from '../../wording/index.ts';
import type { Account } from './account.ts';
import { shareAt } from './pace.ts';

/**
 * An account's calls begun in the last second and minute, over all processes, and how many may in a second for now:
 * fewer than `qps` after a refusal, and while little is left of the vendor's minute.
 * @param qps `MODEL_QPS`
 */
export async function callRate(
  { redis, key }: Account,
  qps: number,
): Promise<Pick<AccountState, 'used' | 'usedInMinute' | 'limit'>> {
  const [seconds, microseconds] = await redis.time();
  const now = Number(seconds) * 1e6 + Number(microseconds);
  const [used, usedInMinute, full, said] = await Promise.all([
    redis.zcount(key('log'), now - 1e6, now),
    redis.zcount(key('log'), now - 60e6, now),
    redis.hget(key('pace'), 'full'),
    redis.hget(key('said'), 'share'),
  ]);
  const limit = qps * shareAt(Number(full), now / 1000) * Number(said ?? 1);
  return { used, usedInMinute, limit: Math.round(limit * 10) / 10 };
}
