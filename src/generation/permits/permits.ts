import type { Redis } from 'ioredis';
import type { Keys } from '../../keys.ts';
import type { VendorLimits } from '../provider.ts';
import { accountOf } from './account.ts';
import { announceLimits } from './announce-limits.ts';
import { openAsking } from './asking.ts';
import { type Answer, type Granted, openBudget } from './budget.ts';
import { isPrompt, mayStillGo } from './departure.ts';
import { type Learner, learning } from './learning.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { RateRefusal } from './pace.ts';
import type { Permit, PermitRequest } from './permit.ts';
import { onReconnect } from './reconnects.ts';
import { redisTime } from './redis-time.ts';
import { openTurnstile } from './turnstile.ts';
import { loseStart, returnedScoreOf, scoreOf, type Waiter } from './waiter.ts';

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
  const waiters = new Map<string, Waiter>();
  let count = 0;
  let countsTokens = limits.tpm !== undefined;

  /** What a failed command loses, the next heartbeat makes good, or it wastes a start. */
  const tried = async (work: Promise<unknown>) => {
    await work.catch(error => log('redis.failed', { error }));
  };

  const turnstile = openTurnstile({
    time,
    now,
    isWaiting: waiter => waiters.has(waiter.id),
    pass(waiter, granted) {
      waiters.delete(waiter.id);
      waiter.begin(granted);
    },
    tooLate(waiter, granted) {
      void giveBack(granted);
      loseStart(waiter);
      asking.enter(waiter);
    },
  });
  const heard = budget.hear(subscriber, { granted: hold, wait: turnstile.close });
  const asking = openAsking({
    query: budget.ask,
    time,
    now,
    ready: tried(Promise.all([heard, announceLimits(account, limits, log)])),
    onAnswer(answer: Answer) {
      countsTokens = answer.countsTokens;
      learnt.outage.learn(answer.outageSince);
      answer.granted.forEach(hold);
    },
    wanted: () => waiters.size > 0,
    tried,
  });

  function hold(granted: Granted) {
    const waiter = waiters.get(granted.waiter);
    if (!waiter || waiter.held) return void giveBack(granted);
    asking.forget(waiter);
    waiter.held = granted;
    turnstile.admit(waiter, granted);
  }

  const giveBack = ({ id }: Granted) => tried(Promise.all([budget.giveBack(id), learnt.outage.spare(id)]));

  /** Resolves at the moment of a start that is its own. */
  function lineUp(
    request: PermitRequest,
    signal: AbortSignal,
    onPlace: (place: number) => void,
    score: number,
  ): Promise<Granted> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const onAbort = () => void drop(waiter, signal.reason);
      const left = () => signal.removeEventListener('abort', onAbort);
      const waiter: Waiter = {
        ...request,
        id: budget.waiter(++count, request.tokens),
        score,
        onPlace,
        begin(granted) {
          left();
          resolve(granted);
        },
        fail(reason) {
          left();
          reject(reason);
        },
      };
      signal.addEventListener('abort', onAbort);
      waiters.set(waiter.id, waiter);
      asking.enter(waiter);
    });
  }

  function permitOf(granted: Granted, request: PermitRequest): Permit {
    let held = granted;
    return {
      async mayGo(signal) {
        if (mayStillGo(time.past(held.start))) return;
        await giveBack(held);
        held = await lineUp(request, signal, () => {}, returnedScoreOf(request));
      },
      async gone() {
        if (!isPrompt(time.past(held.start))) await tried(budget.wentOut(held.id));
      },
      async settle(tokensUsed) {
        if (!countsTokens) return;
        await tried(budget.settle(held.id, tokensUsed));
        if (waiters.size > 0) asking.ask();
      },
      tell: (sign, failure) =>
        tried(learnt.sign(held.id, sign, failure).then(changed => changed && asking.ask())),
      giveBack: () => giveBack(held),
    };
  }

  async function drop(waiter: Waiter, reason: unknown) {
    waiters.delete(waiter.id);
    asking.forget(waiter);
    clearTimeout(waiter.timer);
    waiter.fail(reason);
    await (waiter.held ? giveBack(waiter.held) : tried(budget.leaveLine(waiter.id)));
  }

  /** Tells the place; whom Redis has forgotten enters anew, and who has waited too long in an outage leaves. */
  async function look(waiter: Waiter) {
    const failure = learnt.outage.lostPatience(waiter.since, time.past);
    if (failure && !waiter.held) return drop(waiter, failure);
    const place = await budget.place(waiter.id);
    if (!waiters.has(waiter.id) || waiter.held) return;
    if (place === undefined) return asking.enter(waiter);
    if (place === waiter.place) return;
    waiter.place = place;
    waiter.onPlace(place);
  }
  const lookAtLine = oneAtATime(() => tried(Promise.all([...waiters.values()].map(look))));

  const heartbeat = setInterval(() => {
    asking.ask();
    lookAtLine();
  }, heartbeatMs);
  heartbeat.unref();

  async function slowDown(ms: number) {
    turnstile.close(ms);
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
      return permitOf(await lineUp(request, signal, onPlace, scoreOf(request)), request);
    },

    async close() {
      clearInterval(heartbeat);
      asking.close();
      forgetReconnects();
      const stopping = new Error('No permit: this process is stopping.');
      await Promise.all([...waiters.values()].map(waiter => drop(waiter, stopping)));
      await tried(heard.then(unhear => unhear()));
      await tried(budget.leave());
    },
  };
}
