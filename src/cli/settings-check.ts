import type { Adapter } from '../adapter.ts';
import { describe } from '../config/describe.ts';
import type { Environment } from '../config/read.ts';
import { typos } from '../config/typos.ts';
import { SettingsError } from '../errors.ts';
import type { Finding } from '../platform.ts';
import { readAllSettings, type Settings, shapesOf } from './settings.ts';

/** What the doctor thinks of the environment; the settings are absent where a single one is wrong. */
export interface Judged {
  readonly settings?: Settings;
  readonly findings: readonly Finding[];
}

/** Every wrong setting, probable typos, and what is allowed but hardly meant. */
export function judgeSettings(env: Environment, adapters: readonly Adapter[]): Judged {
  const known = shapesOf(adapters).flatMap(shape => describe(shape).map(({ name }) => name));
  const hints = typos(Object.keys(env), known).map(
    ({ name, meant }): Finding => ({
      level: 'note',
      what: `${name} is no setting of ours`,
      remedy: `did you mean ${meant}?`,
    }),
  );
  try {
    const settings = readAllSettings(env, adapters);
    return { settings, findings: [...overall(settings, adapters), ...hints] };
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { findings: [...error.problems.map((what): Finding => ({ level: 'bad', what })), ...hints] };
  }
}

function overall(settings: Settings, adapters: readonly Adapter[]): Finding[] {
  const on = adapters.filter(adapter => adapter.configured(settings)).map(({ name }) => name);
  return [
    { level: 'good', what: `The settings are right; platforms: ${on.join(', ')}` },
    ...(settings.ADMINS.size > 0
      ? []
      : [
          { level: 'note', what: 'Nobody is an admin', remedy: 'set ADMINS; /whoami tells your id' } as const,
        ]),
  ];
}
