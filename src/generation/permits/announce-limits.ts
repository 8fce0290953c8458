import type { Log } from '../../log.ts';
import type { Account } from './account.ts';

/** What the account allows; absent: no such limit. */
export interface Limits {
  /** Calls begun in any second. */
  readonly qps: number;
  /** Calls begun in any minute. */
  readonly rpm?: number | undefined;
  /** Tokens of the calls begun in any minute. */
  readonly tpm?: number | undefined;
}

/** Until the first permit is asked for; `grant.lua` takes over then. */
const lifeSeconds = 120;

/** Makes our limits those of all processes: the newest wins. Warns where living processes had others. */
export async function announceLimits({ redis, key }: Account, limits: Limits, log: Log): Promise<void> {
  const { qps, rpm = 0, tpm = 0 } = limits;
  const mine = { qps, rpm, tpm };
  const steps = await redis
    .multi()
    .hgetall(key('limits'))
    .exists(key('owners'))
    .hset(key('limits'), mine)
    .expire(key('limits'), lifeSeconds)
    .exec();
  const theirs = steps?.[0]?.[1] as Record<string, string> | undefined;
  const others = steps?.[1]?.[1] === 1;
  if (!theirs || !others) return;
  for (const [name, value] of Object.entries(mine)) {
    const other = theirs[name] ?? String(value);
    if (other === String(value)) continue;
    log('settings.differ', { what: `MODEL_${name.toUpperCase()}`, mine: String(value), theirs: other });
  }
}
