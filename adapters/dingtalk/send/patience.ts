import type { World } from '../../../src/adapter.ts';
import { PlatformFailure } from '../../../src/errors.ts';
import { type Insistence, insist, pay } from '../../../src/insist.ts';
import type { Secret } from '../../../src/secret.ts';
import type { WriteKind, WriteWindow } from '../../../src/write-budget.ts';
import type { Endpoint } from '../api/endpoints.ts';
import { canMend, DingtalkFailure } from '../api/failures.ts';
import type { DingtalkApi } from '../api.ts';
import { apiScope, sessionScope, sessionWindows, windowsFor } from './pace.ts';

/**
 * How long writes go on being tried. A growing text leaves a state out instead; a last state goes on for a minute and is
 * then left to a later attempt.
 */
const patienceMs = { growing: 5000, landing: 60_000 } as const satisfies Record<WriteKind, number>;
/** For who refuses without saying for how long, milliseconds. */
const shortestPauseMs = 500;

/**
 * One write. Cards have ids of ours, so that doing it twice shows nothing twice; a robot's message whose answer was lost may
 * stand twice, which is better than never.
 */
export interface Write {
  readonly endpoint: Endpoint;
  /** Made for each attempt. */
  readonly body: () => Promise<unknown>;
}

/** What one answer may cost, in calls that DingTalk counts; who owns the answer keeps count. */
export interface Purse {
  /**
   * Counts a call that is about to be made.
   * @param again whether an earlier attempt at this same write was counted, too
   * @returns false: it may not be made, and is not counted
   */
  take(again: boolean): Promise<boolean>;
  /** DingTalk did not count the call after all. */
  giveBack(): void;
}

/**
 * Does a write, as often as is worth it. Throws `PlatformFailure`: for a growing text at once, for a last state when it
 * is final, or when the patience ends; `DingtalkFailure` to be mended by 'allowance' when the purse is empty.
 */
export type Insist = (write: Write) => Promise<unknown>;

/** Does writes: pays for each from the budgets that all processes share, and repeats what is worth it. */
export interface Patience {
  /** Pays for one more state of a growing text in advance. */
  ready(endpoint: Endpoint, signal: AbortSignal): Promise<void>;
  /** A run of writes that shares one patience. */
  begin(kind: WriteKind, purse: Purse): Insist;
  /**
   * Sends a message by a session webhook, within a minute. The record is kept before each attempt, for nothing makes it
   * harmless to repeat; and it is repeated only while it has surely not arrived: when it is `unreachable`, nobody knows.
   * @param place the webhook's chat or person
   */
  post(place: string, session: Secret, body: unknown): Promise<void>;
}

/** @param keep keeps the record; rejects when the reply is another process's by now */
export function openPatience(
  { clock, log, budget }: Pick<World, 'clock' | 'log' | 'budget'>,
  api: Pick<DingtalkApi, 'call' | 'post' | 'prepare'>,
  keep: () => Promise<unknown> = async () => {},
): Patience {
  let paid: Endpoint | undefined;

  async function payFor(windows: readonly WriteWindow[], insistence: Insistence): Promise<void> {
    const waitMs = await pay(budget, windows, insistence);
    if (waitMs > 0) throw new PlatformFailure('busy', 'DingTalk takes no more of this for now', waitMs);
  }

  /** Nobody calls there until DingTalk's time is over. */
  async function obey(scope: string, failure: DingtalkFailure): Promise<void> {
    const retryInMs = Math.max(failure.retryInMs, shortestPauseMs);
    log('platform.busy', { platform: 'dingtalk', scope, retryInMs });
    await budget.block(scope, retryInMs);
  }

  return {
    async ready(endpoint, signal) {
      while (paid !== endpoint) {
        const waitMs = await budget.take(windowsFor('growing', endpoint));
        if (waitMs === 0) paid = endpoint;
        else await clock.sleep(waitMs, signal);
      }
      signal.throwIfAborted();
    },
    begin(kind, purse) {
      const insistence = { clock, deadline: clock.now() + patienceMs[kind] };
      return async ({ endpoint, body }) => {
        let again = false;
        let isRenewed = false;

        async function once(): Promise<unknown> {
          await api.prepare();
          if (paid !== endpoint) await payFor(windowsFor(kind, endpoint), insistence);
          paid = undefined;
          const made = await body();
          if (!(await purse.take(again))) throw emptyPurse();
          try {
            return await api.call(endpoint, made);
          } catch (error) {
            if (error instanceof DingtalkFailure && error.counted) again = true;
            else purse.giveBack();
            throw error;
          }
        }

        /** With another access token when the first is not good any more: that is no trouble of DingTalk's. */
        async function attempt(): Promise<unknown> {
          try {
            return await once();
          } catch (error) {
            if (isRenewed || !canMend(error, 'token')) throw error;
            isRenewed = true;
            return once();
          }
        }

        async function isWorthIt(error: unknown): Promise<boolean> {
          if (!(error instanceof PlatformFailure)) return false;
          const landing = kind === 'landing';
          if (!(error instanceof DingtalkFailure)) return landing && error.kind === 'unreachable';
          if (error.mend === 'spent' || error.mend === 'allowance') return false;
          if (error.kind === 'busy') await obey(apiScope(endpoint), error);
          return landing && (error.kind === 'busy' || error.kind === 'unreachable');
        }

        return insist(attempt, isWorthIt, insistence);
      };
    },
    post(place, session, body) {
      const insistence = { clock, deadline: clock.now() + patienceMs.landing };
      return insist(
        async () => {
          await payFor(sessionWindows(place), insistence);
          await keep();
          await api.post(session, body);
        },
        async error => {
          if (!(error instanceof DingtalkFailure) || error.mend === 'spent') return false;
          if (error.kind === 'busy') await obey(sessionScope(place), error);
          return error.kind === 'busy' || (error.kind === 'unreachable' && !error.counted);
        },
        insistence,
      );
    },
  };
}

const emptyPurse = () =>
  new DingtalkFailure({ kind: 'busy', mend: 'allowance' }, 'The answer has used the calls it may cost', '');
