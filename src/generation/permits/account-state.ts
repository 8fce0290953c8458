import type { Redis } from 'ioredis';
import type { Keys } from '../../keys.ts';
import type { AccountState } from '../../wording/index.ts';
import { accountOf } from './account.ts';
import { callRate } from './call-rate.ts';

/** One provider's account as all processes see it now. @param qps `MODEL_QPS` */
export async function accountState(
  redis: Redis,
  keys: Keys,
  name: string,
  qps: number,
): Promise<AccountState> {
  const account = accountOf(redis, keys, name);
  const { key } = account;
  const [rate, inLine, said, since, [seconds]] = await Promise.all([
    callRate(account, qps),
    redis.zcard(key('line')),
    redis.hmget(key('said'), 'rpm', 'tpm'),
    redis.hget(key('outage'), 'since'),
    redis.time(),
  ]);
  const [callsPerMinute = 0, tokensPerMinute = 0] = said.map(Number);
  return {
    account: name,
    ...rate,
    inLine,
    setting: qps,
    ...(callsPerMinute > 0 ? { callsPerMinute } : {}),
    ...(tokensPerMinute > 0 ? { tokensPerMinute } : {}),
    ...(since === null ? {} : { downForMs: Math.max(0, Number(seconds) * 1000 - Number(since)) }),
  };
}
