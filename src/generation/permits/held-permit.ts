import type { Budget, Granted } from './budget.ts';
import { isPrompt, mayStillGo } from './departure.ts';
import type { Learning } from './learning.ts';
import type { Permit, PermitRequest } from './permit.ts';
import type { RedisTime } from './redis-time.ts';
import { returnedScoreOf } from './waiter.ts';
import type { Waiters } from './waiters.ts';

interface Needs {
  readonly budget: Pick<Budget, 'settle' | 'wentOut'>;
  readonly waiters: Pick<Waiters, 'ask' | 'askIfAny' | 'enter'>;
  readonly learnt: Pick<Learning, 'sign'>;
  readonly time: RedisTime;
  /** Whether tokens a minute are limited. */
  readonly countsTokens: () => boolean;
  /** Never rejects. */
  readonly giveBack: (granted: Granted) => Promise<void>;
  /** Waits for work that may fail: what it loses is made good later. */
  readonly tried: (work: Promise<unknown>) => Promise<void>;
}

/** The permit of one who holds a start; another one's, where the call can only go later: see `departure.ts`. */
export function heldPermit(granted: Granted, request: PermitRequest, needs: Needs): Permit {
  const { budget, waiters, learnt, time, giveBack, tried } = needs;
  let held = granted;
  return {
    async mayGo(signal) {
      if (mayStillGo(time.past(held.start))) return;
      await giveBack(held);
      held = await waiters.enter(request, returnedScoreOf(request), signal, () => {});
    },
    async gone() {
      if (!isPrompt(time.past(held.start))) await tried(budget.wentOut(held.id));
    },
    async settle(tokensUsed) {
      if (!needs.countsTokens()) return;
      await tried(budget.settle(held.id, tokensUsed));
      waiters.askIfAny();
    },
    tell: (sign, failure) =>
      tried(learnt.sign(held.id, sign, failure).then(changed => changed && waiters.ask())),
    giveBack: () => giveBack(held),
  };
}
