import type { World } from '../../../src/adapter.ts';
import { pay } from '../../../src/insist.ts';
import { openLease } from '../../../src/redis/lease.ts';
import { canMend, DingtalkFailure } from '../api/failures.ts';
import type { DingtalkApi } from '../api.ts';
import { windowsFor } from './pace.ts';
import { isSeenGrowing, type Sheet } from './sheet.ts';

/** Whoever has not ended them in this time, milliseconds, has fallen silent. */
const leaseMs = 30_000;
/** For how long a place in the budget is waited for, milliseconds. */
const patienceMs = 10_000;
/** A month that is spent has begun anew by then, milliseconds. */
const keptMs = 40 * 24 * 60 * 60_000;

/**
 * AI cards that look as if they grew, and do not: their answer went on elsewhere because they could not be called any
 * more. Who calls successfully in any process ends them, with what they show; that is a call for each, and no answer's.
 */
export interface LeftOpen {
  /** Takes up those of these messages that people see growing; nobody writes to them any more. */
  add(sheets: readonly Sheet[]): Promise<void>;
  /** Calls go through just now. Resolves when all have ended or one could not; never rejects. */
  end(): Promise<void>;
}

export function openLeftOpen(
  { redis, keys, budget, clock, processId }: Pick<World, 'redis' | 'keys' | 'budget' | 'clock' | 'processId'>,
  api: Pick<DingtalkApi, 'call'>,
): LeftOpen {
  const key = keys.platform('dingtalk', 'left-open');
  const lease = openLease(redis, keys.lease('dingtalk:left-open'), processId, leaseMs);
  let ending: Promise<void> | undefined;

  async function endAll(): Promise<void> {
    for (;;) {
      const outTrackId = await redis.srandmember(key);
      if (outTrackId === null || !(await lease.hold())) return;
      const windows = windowsFor('growing', 'updateCard');
      if ((await pay(budget, windows, { clock, deadline: clock.now() + patienceMs })) > 0) return;
      await endOne(outTrackId);
      await redis.srem(key, outTrackId);
    }
  }

  async function endOne(outTrackId: string): Promise<void> {
    try {
      await api.call('updateCard', {
        outTrackId,
        cardData: { cardParamMap: { flowStatus: '3' } },
        cardUpdateOptions: { updateCardDataByKey: true },
      });
    } catch (error) {
      // What DingTalk refuses for the card's own sake, it will refuse for ever.
      const isFinal =
        error instanceof DingtalkFailure && error.kind === 'refused' && !canMend(error, 'scope');
      if (!isFinal) throw error;
    }
  }

  return {
    async add(sheets) {
      const ids = sheets.filter(isSeenGrowing).map(({ id }) => id);
      if (ids.length === 0) return;
      await redis
        .multi()
        .sadd(key, ...ids)
        .pexpire(key, keptMs)
        .exec();
    },
    end() {
      ending ??= endAll()
        .finally(() => lease.release())
        // What is left waits for the next who calls successfully.
        .catch(() => {})
        .finally(() => {
          ending = undefined;
        });
      return ending;
    },
  };
}
