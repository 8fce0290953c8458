import type { Redis } from 'ioredis';
import type { Dispatcher } from 'undici';
import type { Clock } from '../clock.ts';
import { SettingsError } from '../errors.ts';
import type { Keys } from '../keys.ts';
import type { Log } from '../log.ts';
import { Secret } from '../secret.ts';
import { accessTokens } from './ernie/access-token.ts';
import { ernie } from './ernie/client.ts';
import type { Provider } from './provider.ts';
import { qianfan } from './qianfan/client.ts';
import type { VendorLimits } from './vendor-limits.ts';

export type ProviderName = 'ernie' | 'qianfan';

/** The settings that choose and open a model, by their names in the environment. */
export interface ModelSettings {
  readonly MODEL_PROVIDER?: ProviderName | undefined;
  readonly ERNIE_API_KEY?: Secret | undefined;
  readonly ERNIE_SECRET_KEY?: Secret | undefined;
  readonly ERNIE_BASE_URL: string;
  readonly ERNIE_MODEL: string;
  readonly QIANFAN_API_KEY?: Secret | undefined;
  readonly QIANFAN_BASE_URL: string;
  readonly QIANFAN_MODEL: string;
}

/** What a provider may use of the house. */
export interface ModelWorld {
  readonly redis: Redis;
  readonly keys: Keys;
  /** Connections that stay warm: see `openConnections`. Whoever opened them closes them. */
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly log: Log;
  /** Told what a vendor says of the account's limits, with each answer. */
  readonly onLimits?: (provider: ProviderName, limits: VendorLimits) => void;
}

/** A provider with credentials: all its models are called on one account. */
export interface ModelSource {
  /** The name of the model that the settings choose. */
  readonly usual: string;
  /** Where it is called. */
  readonly baseUrl: string;
  /** @param model as the vendor calls it */
  open(model: string): Provider;
}

/** Opens a provider that has credentials: `configuredProviders` has looked. */
type Open = (settings: ModelSettings, world: ModelWorld) => ModelSource;

const none = new Secret('');

const providers: Record<ProviderName, Open> = {
  qianfan(settings, world) {
    const { QIANFAN_API_KEY: apiKey = none, QIANFAN_BASE_URL: baseUrl, QIANFAN_MODEL: usual } = settings;
    const onLimits = (limits: VendorLimits) => world.onLimits?.('qianfan', limits);
    return { usual, baseUrl, open: model => qianfan({ ...world, onLimits, apiKey, baseUrl, model }) };
  },
  ernie(settings, world) {
    const { ERNIE_API_KEY: apiKey = none, ERNIE_SECRET_KEY: secretKey = none } = settings;
    const { ERNIE_BASE_URL: baseUrl, ERNIE_MODEL: usual } = settings;
    const tokens = accessTokens({ baseUrl, apiKey, secretKey }, world);
    const onLimits = (limits: VendorLimits) => world.onLimits?.('ernie', limits);
    return { usual, baseUrl, open: model => ernie({ ...world, onLimits, baseUrl, model, tokens }) };
  },
};

/**
 * Every provider that has credentials; the first answers where a chat has not chosen: the one that `MODEL_PROVIDER`
 * names, else Qianfan. Throws `SettingsError` where there is none, or not the one that was named.
 */
export function configuredProviders(settings: ModelSettings): readonly [ProviderName, ...ProviderName[]] {
  const configured: ProviderName[] = [];
  if (settings.QIANFAN_API_KEY) configured.push('qianfan');
  if (settings.ERNIE_API_KEY && settings.ERNIE_SECRET_KEY) configured.push('ernie');
  const first = settings.MODEL_PROVIDER ?? configured[0];
  if (!first || !configured.includes(first)) {
    throw new SettingsError([
      'No model has credentials: set ERNIE_API_KEY and ERNIE_SECRET_KEY, or QIANFAN_API_KEY.',
    ]);
  }
  return [first, ...configured.filter(name => name !== first)];
}

/** Every configured provider in the order of `configuredProviders`, without limits, retries and patience. */
export function openModels(
  settings: ModelSettings,
  world: ModelWorld,
): ReadonlyMap<ProviderName, ModelSource> {
  return new Map(configuredProviders(settings).map(name => [name, providers[name](settings, world)]));
}
