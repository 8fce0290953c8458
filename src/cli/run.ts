import { once } from 'node:events';
import type { Clock } from '../clock.ts';
import { type Environment, readSettings } from '../config/read.ts';
import { openLog } from '../log.ts';
import { start } from '../main.ts';
import { shapes } from './settings.ts';

/**
 * `npm start`: runs the bot until SIGTERM or SIGINT; a second signal ends it at once. Throws `SettingsError` before
 * anything connects. @returns the exit code
 */
export async function run(env: Environment, pretty: boolean, clock: Clock): Promise<0> {
  const settings = readSettings(env, shapes);
  const log = openLog(settings.LOG_LEVEL, pretty);
  const told = Promise.race(['SIGTERM', 'SIGINT'].map(signal => once(process, signal).then(() => signal)));
  const bot = await start(settings, env['PATH'] ?? '', clock, log);
  const signal = await told;
  log('process.stopping', { signal });
  const since = clock.now();
  await bot.stop();
  log('process.stopped', { afterMs: clock.now() - since });
  return 0;
}
