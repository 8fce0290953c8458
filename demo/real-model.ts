import { modelSettings } from '../src/config/model.ts';
import { type Environment, readSettings } from '../src/config/read.ts';
import { modelSettingsOf } from './bot-settings.ts';

/** The model's settings of an environment; throws `SettingsError` where no model can be asked with them. */
export function realModel(env: Environment): Environment {
  readSettings(env, [modelSettings]);
  return modelSettingsOf(env);
}
