import { expect, inject } from 'vitest';
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

/**
 * What one process has: its own connections, its own permits and its own clock, which `standStill` moves on by so many
 * milliseconds at once. `end` may follow `vanish`.
 */
export function openProcess({ processId, prefix, limits, account = 'a' }: Opened) {
  const redis = connect(inject('redisUrl'), 'patient', nobody);
  const subscriber = connect(inject('redisUrl'), 'patient', nobody);
  const logged: string[] = [];
  const outages: ModelFailure[] = [];
  let stoodStillMs = 0;
  const log: Log = (event, fields) => logged.push(`${event} ${JSON.stringify(fields)}`);
  const keys = keysFor(prefix);
  const permits = openPermits({
    redis,
    subscriber,
    keys,
    account,
    processId,
    limits,
    now: () => performance.now() + stoodStillMs,
    log,
    onOutage: failure => outages.push(failure),
  });
  const standStill = (ms: number) => {
    stoodStillMs += ms;
  };
  const vanish = async () => {
    redis.disconnect();
    subscriber.disconnect();
  };
  const end = async () => {
    if (redis.status === 'ready') await permits.close();
    await vanish();
  };
  return { redis, permits, keys, logged, outages, standStill, vanish, end };
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

/** Nobody is given a start: a line forms. */
export async function pause({ redis, keys }: Process): Promise<void> {
  const [seconds, microseconds] = await redis.time();
  const until = (Number(seconds) + 60) * 1_000_000 + Number(microseconds);
  await redis.set(keys.permits('a', 'blocked'), until, 'PX', 60_000);
}

export const goOn = ({ redis, keys }: Process) => redis.del(keys.permits('a', 'blocked'));

/** Waits until so many stand in line. */
export const standing = ({ redis, keys }: Process, count: number) =>
  expect.poll(() => redis.zcard(keys.permits('a', 'line'))).toBe(count);

/**
 * Somebody holds a start that has not come yet, and leaves. It comes within 100 ms: where the machine stood still for so
 * long, the call is given up, and all is done again.
 * @param pause comes before the start. @param isHeld whether it has been granted
 */
export async function leaveHolding(
  { permits }: Process,
  pause: () => Promise<unknown>,
  isHeld: () => Promise<boolean>,
): Promise<void> {
  const reason = new Error('holding a start');
  let left: unknown;
  while (left === undefined) {
    await pause();
    const leaving = new AbortController();
    let isOver = false;
    const ending = take(permits, Date.now(), { signal: leaving.signal })
      .then(
        permit => permit.giveBack(),
        error => error,
      )
      .finally(() => {
        isOver = true;
      });
    await expect.poll(async () => isOver || (await isHeld()), { interval: 2 }).toBe(true);
    leaving.abort(reason);
    left = await ending;
  }
  expect(left).toBe(reason);
}
