import type { Redis } from 'ioredis';
import type { Keys } from '../../keys.ts';
import type { VendorLimits } from '../vendor-limits.ts';
import { accountOf } from './account.ts';
import { announceLimits } from './announce-limits.ts';
import { type Granted, openBudget } from './budget.ts';
import { heldPermit } from './held-permit.ts';
import { type Learner, learning } from './learning.ts';
import type { RateRefusal } from './pace.ts';
import type { Permit, PermitRequest } from './permit.ts';
import { onReconnect } from './reconnects.ts';
import { redisTime } from './redis-time.ts';
import { scoreOf } from './waiter.ts';
import { openWaiters } from './waiters.ts';

export interface Permits {
  /**
   * Resolves at the moment the call may begin. Rejects with the signal's reason, or, where an outage lasts too long,
   * with a `ModelFailure` of kind `outage`.
   * @param onPlace hears the place in the line of all processes when it changes; 1 is the next to go
   */
  take(request: PermitRequest, signal: AbortSignal, onPlace: (place: number) => void): Promise<Permit>;
  /** The vendor found us too fast: everybody slows down. @param retryInMs its word on how long to wait. Never rejects. */
  refused(refusal: RateRefusal, retryInMs?: number): Promise<void>;
  /** What the vendor says of its limits holds for everybody. Never rejects. */
  heed(said: VendorLimits): Promise<void>;
  /** Nobody in any process begins a call for `ms` milliseconds. Never rejects. */
  slowDown(ms: number): Promise<void>;
  /** Who still waits is rejected; what this process held is free for the others. */
  close(): Promise<void>;
}

export interface PermitsOptions extends Learner {
  readonly redis: Redis;
  /** A connection in subscriber mode; others may share it. */
  readonly subscriber: Redis;
  readonly keys: Keys;
  /** Whose budget it is: the provider. */
  readonly account: string;
  readonly processId: string;
}

/** Signs of life, lost waiters entered anew, places told. */
const heartbeatMs = 1000;
/** Redis may have forgotten its last second when it comes back. */
const afterReconnectMs = 1000;
/** How long everybody waits when the vendor finds us too fast and does not say for how long. */
const tooFastMs = 1000;
/** and at most, whatever it says: its minute is over then. */
const longestPauseMs = 60_000;

/** Permits out of one account's budget in Redis, shared by all processes that open it under the same keys. */
export function openPermits(options: PermitsOptions): Permits {
  const { redis, subscriber, keys, processId, limits, now, log } = options;
  const account = accountOf(redis, keys, options.account);
  const budget = openBudget(account, processId, limits);
  const learnt = learning(account, options);
  const time = redisTime(now);
  let countsTokens = limits.tpm !== undefined;

  /** What a failed command loses, the next heartbeat makes good, or it wastes a start. */
  const tried = async (work: Promise<unknown>) => {
    await work.catch(error => log('redis.failed', { error }));
  };
  const giveBack = ({ id }: Granted) => tried(Promise.all([budget.giveBack(id), learnt.outage.spare(id)]));

  const heard = budget.hear(subscriber, {
    granted: permit => waiters.hold(permit),
    wait: ms => waiters.wait(ms),
  });
  const waiters = openWaiters({
    budget,
    time,
    now,
    ready: tried(Promise.all([heard, announceLimits(account, limits, log)])),
    onAnswer(answer) {
      countsTokens = answer.countsTokens;
      learnt.outage.learn(answer.outageSince);
    },
    giveBack,
    lostPatience: since => learnt.outage.lostPatience(since, time.past),
    tried,
  });
  const heartbeat = setInterval(() => {
    waiters.ask();
    waiters.look();
  }, heartbeatMs);
  heartbeat.unref();

  const needs = { budget, waiters, learnt, time, countsTokens: () => countsTokens, giveBack, tried };

  async function slowDown(ms: number) {
    waiters.wait(ms);
    await tried(budget.slowDown(ms));
  }
  const forgetReconnects = onReconnect(redis, () => void slowDown(afterReconnectMs));

  return {
    slowDown,
    heed: said => tried(learnt.heed(said)),

    async refused(refusal, retryInMs = refusal === 'rate' ? tooFastMs : 0) {
      const pauseMs = Math.min(retryInMs, longestPauseMs);
      await Promise.all([pauseMs > 0 && slowDown(pauseMs), tried(learnt.refused(refusal))]);
    },

    async take(request, signal, onPlace) {
      return heldPermit(await waiters.enter(request, scoreOf(request), signal, onPlace), request, needs);
    },

    async close() {
      clearInterval(heartbeat);
      forgetReconnects();
      await waiters.close(new Error('No permit: this process is stopping.'));
      await tried(heard.then(unhear => unhear()));
      await tried(budget.leave());
    },
  };
}
