import { performance } from 'node:perf_hooks';
import { openConnections } from '../generation/exchange/http.ts';
import { type LimitedModel, limited } from '../generation/limited.ts';
import { openPermits } from '../generation/permits/permits.ts';
import type { ModelSettings, ModelWorld } from '../generation/registry.ts';
import { timed } from '../generation/timed.ts';
import type { Model } from '../model.ts';
import type { House } from './house.ts';

/** The model that answers, within the account's limits and the time limits of the settings. */
export function openLimitedModel(
  { settings, store, clock, log, undo, processId }: House,
  openModel: (settings: ModelSettings, world: ModelWorld) => Model,
): LimitedModel {
  const { patient: redis, subscriber, keys } = store;
  const dispatcher = openConnections();
  undo.add(() => dispatcher.close());
  const provider = openModel(settings, { redis, keys, dispatcher, clock, log });
  const permits = openPermits({
    redis,
    subscriber,
    keys,
    processId,
    limits: { qps: settings.MODEL_QPS, rpm: settings.MODEL_RPM, tpm: settings.MODEL_TPM },
    now: () => performance.now(),
    log,
  });
  undo.add(() => permits.close());
  const patience = {
    firstByteMs: settings.MODEL_FIRST_BYTE_TIMEOUT_MS,
    idleMs: settings.MODEL_IDLE_TIMEOUT_MS,
    totalMs: settings.MODEL_TOTAL_TIMEOUT_MS,
  };
  return limited(timed(provider, patience, clock), permits, settings.MODEL_CONCURRENCY);
}
