import type { Redis } from 'ioredis';
import type { Dispatcher } from 'undici';
import type { Clock } from '../clock.ts';
import { SettingsError } from '../errors.ts';
import type { Keys } from '../keys.ts';
import type { Log } from '../log.ts';
import type { Secret } from '../secret.ts';
import { accessTokens } from './ernie/access-token.ts';
import { ernie } from './ernie/client.ts';
import type { Provider } from './provider.ts';
import { qianfan } from './qianfan/client.ts';

/** The settings that choose and open a model, by their names in the environment. */
export interface ModelSettings {
  readonly MODEL_PROVIDER?: 'ernie' | 'qianfan' | undefined;
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
}

/** Opens a provider; `undefined` where it has no credentials. */
type Open = (settings: ModelSettings, world: ModelWorld) => Provider | undefined;

/** Every provider. Of those with credentials the first serves, unless `MODEL_PROVIDER` names another. */
const providers: Record<NonNullable<ModelSettings['MODEL_PROVIDER']>, Open> = {
  qianfan(settings, world) {
    const { QIANFAN_API_KEY: apiKey, QIANFAN_BASE_URL: baseUrl, QIANFAN_MODEL: model } = settings;
    return apiKey && qianfan({ ...world, apiKey, baseUrl, model });
  },
  ernie(settings, world) {
    const { ERNIE_API_KEY: apiKey, ERNIE_SECRET_KEY: secretKey, ERNIE_BASE_URL: baseUrl } = settings;
    if (!apiKey || !secretKey) return undefined;
    const tokens = accessTokens({ baseUrl, apiKey, secretKey }, world);
    return ernie({ ...world, baseUrl, model: settings.ERNIE_MODEL, tokens });
  },
};

/** The model that the settings choose, without limits, retries and patience. Throws `SettingsError` where it has no credentials. */
export function openModel(settings: ModelSettings, world: ModelWorld): Provider {
  const chosen = settings.MODEL_PROVIDER;
  const candidates = chosen ? [providers[chosen]] : Object.values(providers);
  for (const open of candidates) {
    const provider = open(settings, world);
    if (provider) return provider;
  }
  throw new SettingsError([
    'No model has credentials: set ERNIE_API_KEY and ERNIE_SECRET_KEY, or QIANFAN_API_KEY.',
  ]);
}
