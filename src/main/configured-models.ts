import { configuredProviders, type ModelSettings, type ProviderName } from '../generation/registry.ts';
import type { ConfiguredModel } from '../model-choice.ts';

/** Every provider with credentials, and the model that the settings choose of it; the first answers by default. */
export function configuredModels(settings: ModelSettings): readonly ConfiguredModel[] {
  const usual = {
    qianfan: settings.QIANFAN_MODEL,
    ernie: settings.ERNIE_MODEL,
  } as const satisfies Record<ProviderName, string>;
  return configuredProviders(settings).map(provider => ({ provider, usual: usual[provider] }));
}
