import { accountOf } from '../generation/permits/account.ts';
import { callRate } from '../generation/permits/call-rate.ts';
import { markMinute } from '../tally/minutes.ts';
import { configuredModels } from './configured-models.ts';
import type { House } from './house.ts';

/** Between two looks, milliseconds: often enough to miss no minute. */
const everyMs = 15_000;

/** Marks every minute, for the dashboard's charts, until the process stops. */
export function markMinutes({ settings, store, books, clock, log, undo }: House): void {
  const { hasty: redis, keys } = store;
  const accounts = configuredModels(settings).map(({ provider }) => accountOf(redis, keys, provider));
  const stopping = new AbortController();
  undo.add(() => stopping.abort());

  async function mark(): Promise<void> {
    const rates = await Promise.all(accounts.map(account => callRate(account, settings.MODEL_QPS)));
    const calls = rates.reduce((sum, { usedInMinute }) => sum + usedInMinute, 0);
    await markMinute(books, calls, clock.now());
  }

  async function markForEver(): Promise<void> {
    while (!stopping.signal.aborted) {
      await mark().catch((error: unknown) => {
        if (!stopping.signal.aborted) log('redis.failed', { error });
      });
      await clock.sleep(everyMs, stopping.signal).catch(() => {});
    }
  }
  void markForEver();
}
