import { oneAtATime } from '../../one-at-a-time.ts';
import { openAsking } from './asking.ts';
import type { Answer, Budget, Granted } from './budget.ts';
import type { PermitRequest } from './permit.ts';
import type { RedisTime } from './redis-time.ts';
import { openTurnstile } from './turnstile.ts';
import { loseStart, type Waiter } from './waiter.ts';

/** All who wait in this process. */
export interface Waiters {
  /** Resolves at the moment of a start that is its own. @param score lower goes first */
  enter(
    request: PermitRequest,
    score: number,
    signal: AbortSignal,
    onPlace: (place: number) => void,
  ): Promise<Granted>;
  /** Somebody here is given a start. */
  hold(granted: Granted): void;
  /** Who holds a start within `ms` milliseconds gives it back. */
  wait(ms: number): void;
  /** A sign of life, and a question for all. Returns at once. */
  ask(): void;
  /** The same where anybody waits: there may be room. */
  askIfAny(): void;
  /** Tells places; whom Redis has forgotten enters anew, and who has lost patience leaves. Returns at once. */
  look(): void;
  /** All leave. */
  close(reason: unknown): Promise<void>;
}

interface Needs {
  readonly budget: Budget;
  readonly time: RedisTime;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  /** Resolves once this process hears of what it is granted. Never rejects. */
  readonly ready: Promise<unknown>;
  readonly onAnswer: (answer: Answer) => void;
  /** Never rejects. */
  readonly giveBack: (granted: Granted) => Promise<void>;
  /** Why one who waits since then should not any more; undefined: they may. */
  readonly lostPatience: (since: number) => unknown;
  /** Waits for work that may fail: what it loses is made good later. */
  readonly tried: (work: Promise<unknown>) => Promise<void>;
}

export function openWaiters(needs: Needs): Waiters {
  const { budget, time, now, giveBack, tried } = needs;
  const waiters = new Map<string, Waiter>();
  let count = 0;

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
  const asking = openAsking({
    query: budget.ask,
    time,
    now,
    ready: needs.ready,
    onAnswer(answer) {
      needs.onAnswer(answer);
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

  async function drop(waiter: Waiter, reason: unknown) {
    waiters.delete(waiter.id);
    asking.forget(waiter);
    clearTimeout(waiter.timer);
    waiter.fail(reason);
    await (waiter.held ? giveBack(waiter.held) : tried(budget.leaveLine(waiter.id)));
  }

  async function lookAt(waiter: Waiter) {
    const failure = needs.lostPatience(waiter.since);
    if (failure && !waiter.held) return drop(waiter, failure);
    const place = await budget.place(waiter.id);
    if (!waiters.has(waiter.id) || waiter.held) return;
    if (place === undefined) return asking.enter(waiter);
    if (place === waiter.place) return;
    waiter.place = place;
    waiter.onPlace(place);
  }

  return {
    enter: (request, score, signal, onPlace) =>
      new Promise((resolve, reject) => {
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
      }),
    hold,
    wait: turnstile.close,
    ask: asking.ask,
    askIfAny() {
      if (waiters.size > 0) asking.ask();
    },
    look: oneAtATime(() => tried(Promise.all([...waiters.values()].map(lookAt)))),
    async close(reason) {
      asking.close();
      await Promise.all([...waiters.values()].map(waiter => drop(waiter, reason)));
    },
  };
}
