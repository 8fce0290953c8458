import { inject } from 'vitest';
import type { ModelFailure } from '../../../src/errors.ts';
import type { Limits } from '../../../src/generation/permits/announce-limits.ts';
import { openPermits, type Permits } from '../../../src/generation/permits/permits.ts';
import { keysFor } from '../../../src/keys.ts';
import type { Log } from '../../../src/log.ts';
import { connect } from '../../../src/redis/connect.ts';

export const nobody = () => {};
export const never = () => new AbortController().signal;

export interface Opened {
  readonly processId: string;
  readonly prefix: string;
  readonly limits: Limits;
  readonly account?: string;
}

/** What one process has: its own connections and its own permits. `end` may follow `vanish`. */
export function openProcess({ processId, prefix, limits, account = 'a' }: Opened) {
  const redis = connect(inject('redisUrl'), 'patient', nobody);
  const subscriber = connect(inject('redisUrl'), 'patient', nobody);
  const logged: string[] = [];
  const outages: ModelFailure[] = [];
  const log: Log = (event, fields) => logged.push(`${event} ${JSON.stringify(fields)}`);
  const keys = keysFor(prefix);
  const permits = openPermits({
    redis,
    subscriber,
    keys,
    account,
    processId,
    limits,
    now: () => performance.now(),
    log,
    onOutage: failure => outages.push(failure),
  });
  const vanish = async () => {
    redis.disconnect();
    subscriber.disconnect();
  };
  const end = async () => {
    if (redis.status === 'ready') await permits.close();
    await vanish();
  };
  return { redis, permits, keys, logged, outages, vanish, end };
}

export type Process = ReturnType<typeof openProcess>;

export interface Taking {
  readonly seen?: boolean;
  readonly tokens?: number;
  readonly signal?: AbortSignal;
  readonly onPlace?: (place: number) => void;
}

export function take(permits: Permits, since: number, options: Taking = {}) {
  const { seen = false, tokens = 0, signal = never(), onPlace = nobody } = options;
  return permits.take({ since, seen, tokens }, signal, onPlace);
}
