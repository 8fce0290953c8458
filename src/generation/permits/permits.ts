import type { Redis } from 'ioredis';
import type { Keys } from '../../keys.ts';
import type { Log } from '../../log.ts';
import { announceLimits, type Limits } from './announce-limits.ts';
import { type Granted, guardMs, openBudget } from './budget.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { redisTime } from './redis-time.ts';
import type { Line } from './slots.ts';

/** Who waits for a permit, and an estimate of the tokens that the call takes. */
export interface PermitRequest extends Line {
  readonly tokens: number;
}

/** Leave to begin one model call, now. */
export interface Permit {
  /** The call goes out on the wire: where that is late, it counts from now. Never rejects. */
  wentOut(): Promise<void>;
  /** Replaces the estimate by what the call used. Never rejects. */
  settle(tokensUsed: number): Promise<void>;
}

export interface Permits {
  /**
   * Resolves at the moment the call may begin. Rejects with the signal's reason.
   * @param onPlace hears the place in the line of all processes when it changes; 1 is the next to go
   */
  take(request: PermitRequest, signal: AbortSignal, onPlace: (place: number) => void): Promise<Permit>;
  /** Nobody in any process begins a call for `ms` milliseconds. Never rejects. */
  slowDown(ms: number): Promise<void>;
  /** Who still waits is rejected; what this process held is free for the others. */
  close(): Promise<void>;
}

export interface PermitsOptions {
  readonly redis: Redis;
  /** A connection in subscriber mode; others may share it. */
  readonly subscriber: Redis;
  readonly keys: Keys;
  readonly processId: string;
  readonly limits: Limits;
  /** A monotonic clock in milliseconds, with fractions: `performance.now`. */
  readonly now: () => number;
  readonly log: Log;
}

/**
 * In line ── granted ──▶ holds a start in the near future ── its time comes ──▶ begun
 *    ▲                        │
 *    └── too late, or told to wait: the start is given back, and the waiter goes first
 */
interface Waiter {
  readonly id: string;
  /** Lower goes first. */
  score: number;
  held?: Granted;
  timer?: NodeJS.Timeout;
  place?: number;
  readonly onPlace: (place: number) => void;
  readonly begin: (permit: Permit) => void;
  readonly fail: (reason: unknown) => void;
}

/** Below any `since`: added to a score, they put a waiter ahead of all who lack it. */
const seenFirst = -1e14;
const returnedFirst = -1e15;
/** A call that goes out this late still counts from its start: the guard covers it, and the way to the vendor. */
const promptMs = 4;
/** Signs of life, lost waiters entered anew, places told. */
const heartbeatMs = 1000;
/** Round trips before the first permit: one of them is quick enough to tell Redis's time exactly. */
const timeSamples = 5;
/** Redis may have forgotten its last second when it comes back. */
const afterReconnectMs = 1000;

/** Permits out of one budget in Redis, shared by all processes that open it under the same keys. */
export function openPermits(options: PermitsOptions): Permits {
  const { redis, subscriber, keys, processId, limits, now, log } = options;
  const budget = openBudget(redis, keys, processId, limits);
  const time = redisTime(now);
  const waiters = new Map<string, Waiter>();
  const entering = new Set<Waiter>();
  let count = 0;
  let quietUntil = Number.NEGATIVE_INFINITY;
  let alarm: NodeJS.Timeout | undefined;
  /** Many may hear of their starts at once: each begins before the next one's time is looked at. */
  let turnstile = Promise.resolve();

  /** What a failed command loses, the next heartbeat makes good, or it wastes a start. */
  const tried = async (work: Promise<unknown>) => {
    await work.catch(error => log('redis.failed', { error }));
  };

  const wait = (ms: number) => {
    quietUntil = Math.max(quietUntil, now() + ms);
  };
  const heard = budget.hear(subscriber, { granted: hold, wait });
  const opened = tried(
    (async () => {
      await Promise.all([heard, announceLimits(redis, keys, limits, log)]);
      for (let sample = 0; sample < timeSamples; sample += 1) await giveSignOfLife([]);
    })(),
  );

  async function giveSignOfLife(entrants: readonly Waiter[]) {
    const sentAt = now();
    const answer = await budget.ask(entrants);
    time.learn(sentAt, answer.now);
    answer.granted.forEach(hold);
    return answer;
  }

  const askNow = async () => {
    await opened;
    const entrants = [...entering];
    entering.clear();
    const answer = await giveSignOfLife(entrants);
    clearTimeout(alarm);
    if (answer.again === undefined || waiters.size === 0) return;
    alarm = setTimeout(ask, Math.ceil(Math.max(0, time.until(answer.again))));
  };
  const ask = oneAtATime(() => tried(askNow()));

  function enter(waiter: Waiter) {
    entering.add(waiter);
    ask();
  }

  function hold(granted: Granted) {
    const waiter = waiters.get(granted.waiter);
    if (!waiter || waiter.held) return void tried(budget.giveBack(granted.id));
    entering.delete(waiter);
    waiter.held = granted;
    turnstile = turnstile.then(() => beginInTime(waiter, granted));
  }

  function beginInTime(waiter: Waiter, granted: Granted) {
    if (!waiters.has(waiter.id)) return;
    const early = time.until(granted.start);
    if (early > 0) {
      waiter.timer = setTimeout(beginInTime, Math.ceil(early), waiter, granted);
    } else if (time.past(granted.start) > guardMs || now() < quietUntil) {
      void tried(budget.giveBack(granted.id));
      delete waiter.held;
      if (waiter.score > returnedFirst / 2) waiter.score += returnedFirst;
      enter(waiter);
    } else {
      waiters.delete(waiter.id);
      waiter.begin({
        wentOut: () => wentOut(granted),
        settle: tokensUsed => settle(granted, tokensUsed),
      });
    }
  }

  async function wentOut({ id, start }: Granted) {
    if (time.past(start) > promptMs) await tried(budget.wentOut(id));
  }

  async function settle({ id }: Granted, tokensUsed: number) {
    if (limits.tpm === undefined) return; // nobody counts them
    await tried(budget.settle(id, tokensUsed));
    if (waiters.size > 0) ask();
  }

  async function drop(waiter: Waiter, reason: unknown) {
    waiters.delete(waiter.id);
    entering.delete(waiter);
    clearTimeout(waiter.timer);
    waiter.fail(reason);
    await tried(waiter.held ? budget.giveBack(waiter.held.id) : budget.leaveLine(waiter.id));
  }

  /** Tells the place; whom Redis has forgotten enters anew. */
  async function look(waiter: Waiter) {
    const place = await budget.place(waiter.id);
    if (!waiters.has(waiter.id) || waiter.held) return;
    if (place === undefined) return enter(waiter);
    if (place === waiter.place) return;
    waiter.place = place;
    waiter.onPlace(place);
  }
  const lookAtLine = oneAtATime(() => tried(Promise.all([...waiters.values()].map(look))));

  const heartbeat = setInterval(() => {
    ask();
    lookAtLine();
  }, heartbeatMs);
  heartbeat.unref();

  async function slowDown(ms: number) {
    wait(ms);
    await tried(budget.slowDown(ms));
  }

  const onClose = () => {
    redis.off('ready', onReconnect);
    redis.once('ready', onReconnect);
  };
  const onReconnect = () => void slowDown(afterReconnectMs);
  redis.on('close', onClose);

  return {
    slowDown,

    take: ({ since, seen, tokens }, signal, onPlace) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const onAbort = () => void drop(waiter, signal.reason);
        const left = () => signal.removeEventListener('abort', onAbort);
        const waiter: Waiter = {
          id: budget.waiter(++count, Math.ceil(tokens)),
          score: seen ? since + seenFirst : since,
          onPlace,
          begin(permit) {
            left();
            resolve(permit);
          },
          fail(reason) {
            left();
            reject(reason);
          },
        };
        signal.addEventListener('abort', onAbort);
        waiters.set(waiter.id, waiter);
        enter(waiter);
      }),

    async close() {
      clearInterval(heartbeat);
      clearTimeout(alarm);
      redis.off('close', onClose);
      redis.off('ready', onReconnect);
      const stopping = new Error('No permit: this process is stopping.');
      await Promise.all([...waiters.values()].map(waiter => drop(waiter, stopping)));
      await tried(heard.then(unhear => unhear()));
      await tried(budget.leave());
    },
  };
}
