import { resolve } from 'node:path';
import { describe } from '../src/config/describe.ts';
import { modelSettings } from '../src/config/model.ts';
import type { Environment } from '../src/config/read.ts';

/** Where a bot of the demo finds its world. */
export interface Surroundings {
  readonly telegram: { readonly url: string; readonly token: string };
  /** The model's settings. */
  readonly model: Environment;
  readonly redis: { readonly url: string; readonly prefix: string };
  /** Telegram's id of the person who may do everything. */
  readonly admin: number;
  readonly locale: 'zh-CN' | 'en';
}

/** What any program needs of the environment; nothing else of it reaches a bot. */
const everyProgramNeeds = ['PATH', 'HOME', 'TMPDIR'];

/** Long enough to settle what is under way, short enough for a person who wants to leave. */
const graceMs = 3000;

/** A bot's whole environment. */
export function botSettings({ telegram, model, redis, admin, locale }: Surroundings, env: Environment) {
  return {
    ...pick(env, everyProgramNeeds),
    ...model,
    FUNCTIONS: 'time,calculate',
    TELEGRAM_API_ROOT: telegram.url,
    TELEGRAM_BOT_TOKEN: telegram.token,
    REDIS_URL: redis.url,
    REDIS_PREFIX: redis.prefix,
    ADMINS: `telegram:${admin}`,
    LOCALE: locale,
    HTTP_PORT: '0',
    LOG_LEVEL: 'debug',
    SHUTDOWN_GRACE_MS: String(graceMs),
  };
}

/** The model's settings of an environment, and nothing else of it. Files of secrets are named from the root. */
export function modelSettingsOf(env: Environment): Environment {
  const settings = describe(modelSettings);
  const files = settings.filter(({ secret }) => secret).map(({ name }) => `${name}_FILE`);
  const fileSettings = Object.entries(pick(env, files)).map(([name, path]) => [name, resolve(path)]);
  const names = settings.map(({ name }) => name);
  return { ...pick(env, names), ...Object.fromEntries(fileSettings) };
}

function pick(env: Environment, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = env[name];
      return value ? [[name, value]] : [];
    }),
  );
}
