import { performance } from 'node:perf_hooks';
import type { ModelFailure } from '../errors.ts';
import { openConnections } from '../generation/exchange/http.ts';
import { type LimitedModel, limited } from '../generation/limited.ts';
import { openPermits, type Permits } from '../generation/permits/permits.ts';
import { openSlots } from '../generation/permits/slots.ts';
import type { ModelSettings, ModelSource, ModelWorld } from '../generation/registry.ts';
import { timed } from '../generation/timed.ts';
import type { Model } from '../model.ts';
import { readChoice } from '../model-choice.ts';
import type { House } from './house.ts';

/** Opens every provider that has credentials, the usual one first. */
export type OpenSources = (
  settings: ModelSettings,
  world: ModelWorld,
) => ReadonlyMap<string, Pick<ModelSource, 'usual'> & { open(model: string): Model }>;

/** The models that may answer, each within its account's limits and the time limits of the settings. */
export interface LimitedModels {
  /** Answers where a chat has not chosen. */
  readonly usual: LimitedModel;
  /**
   * What a chat chose: `qianfan`, or `qianfan/ernie-5.1`, any model of the provider on the same budget; the usual one
   * where it chose nothing, or a provider that is not configured.
   */
  chosen(choice: string | undefined): LimitedModel;
}

/**
 * Opens all models of this process: one budget for each provider's account, one count of streams for all.
 * @param onOutage this process saw a provider's outage begin
 */
export function openLimitedModels(
  house: House,
  openSources: OpenSources,
  onOutage: (provider: string, failure: ModelFailure) => void,
): LimitedModels {
  const { settings, store, clock, log, undo } = house;
  const { patient: redis, keys } = store;
  const dispatcher = openConnections();
  undo.add(() => dispatcher.close());

  const budgets = new Map<string, Permits>();
  const sources = openSources(settings, {
    redis,
    keys,
    dispatcher,
    clock,
    log,
    onLimits: (provider, said) => void budgets.get(provider)?.heed(said),
  });
  for (const provider of sources.keys()) {
    const permits = openBudgetOf(house, provider, failure => onOutage(provider, failure));
    undo.add(() => permits.close());
    budgets.set(provider, permits);
  }

  const slots = openSlots(settings.MODEL_CONCURRENCY);
  const patience = {
    firstByteMs: settings.MODEL_FIRST_BYTE_TIMEOUT_MS,
    idleMs: settings.MODEL_IDLE_TIMEOUT_MS,
    totalMs: settings.MODEL_TOTAL_TIMEOUT_MS,
  };
  const opened = new Map<string, LimitedModel>();
  function find(choice: string): LimitedModel | undefined {
    const { provider, model } = readChoice(choice);
    const source = sources.get(provider);
    const permits = budgets.get(provider);
    if (!source || !permits) return undefined;
    const name = `${provider}/${model ?? source.usual}`;
    const known = opened.get(name);
    if (known) return known;
    const found = limited(timed(source.open(model ?? source.usual), patience, clock), permits, slots);
    opened.set(name, found);
    return found;
  }

  const [first = ''] = sources.keys();
  const usual = find(first);
  if (!usual) throw new Error('No model was opened.');
  return { usual, chosen: choice => (choice === undefined ? usual : (find(choice) ?? usual)) };
}

function openBudgetOf(
  { settings, store, log, processId }: House,
  account: string,
  onOutage: (failure: ModelFailure) => void,
): Permits {
  return openPermits({
    redis: store.patient,
    subscriber: store.subscriber,
    keys: store.keys,
    account,
    processId,
    limits: { qps: settings.MODEL_QPS, rpm: settings.MODEL_RPM, tpm: settings.MODEL_TPM },
    now: () => performance.now(),
    log,
    onOutage,
  });
}
