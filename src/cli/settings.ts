import type { z } from 'zod';
import type { Adapter } from '../adapter.ts';
import { type Environment, readSettings, type SettingsOf } from '../config/read.ts';
import { type CoreSettings, coreShapes } from '../config.ts';
import { SettingsError } from '../errors.ts';

/** Every setting there is: of the house, and of each platform. */
export type Settings = CoreSettings & Record<string, unknown>;

/** The shapes of the house, then of each platform. */
export function shapesOf(adapters: readonly Adapter[]): readonly z.ZodObject[] {
  return [...coreShapes, ...adapters.map(({ settings }) => settings)];
}

/** Reads everything. Throws one `SettingsError` with every problem; that no platform is turned on is one of them. */
export function readAllSettings(env: Environment, adapters: readonly Adapter[]): Settings {
  const problems = adapters.some(adapter => isMeant(adapter, env))
    ? []
    : [
        'No platform is turned on: set TELEGRAM_BOT_TOKEN, or FEISHU_APP_ID and FEISHU_APP_SECRET, or DINGTALK_CLIENT_ID and DINGTALK_CLIENT_SECRET; or CONSOLE_TOKEN, to try the bot in the web console',
      ];
  try {
    const settings = readSettings(env, shapesOf(adapters)) as SettingsOf<z.ZodObject> & CoreSettings;
    if (problems.length === 0) return settings;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.unshift(...error.problems);
  }
  throw new SettingsError(problems);
}

/** Whether the environment turns a platform on, or tries to and has something wrong. */
function isMeant(adapter: Adapter, env: Environment): boolean {
  try {
    return adapter.configured(readSettings(env, [adapter.settings]));
  } catch (error) {
    if (error instanceof SettingsError) return true;
    throw error;
  }
}
