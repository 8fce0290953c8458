import { once } from 'node:events';
import { adapters } from '../../adapters/index.ts';
import type { Clock } from '../clock.ts';
import type { Environment } from '../config/read.ts';
import { openLog } from '../log.ts';
import { start } from '../main.ts';
import { readAllSettings } from './settings.ts';

/**
 * Beyond the grace, milliseconds. What has not ended then (Redis is away, a platform asks for patience) is left as a
 * killed process leaves it: others, or the next start, go on with it.
 */
const handOverMs = 10_000;

/**
 * `npm start`: runs the bot until SIGTERM or SIGINT; a second signal ends it at once. Throws `SettingsError` before
 * anything connects. @returns the exit code
 */
export async function run(env: Environment, pretty: boolean, clock: Clock): Promise<0> {
  const settings = readAllSettings(env, adapters);
  const log = openLog(settings.LOG_LEVEL, pretty);
  const told = Promise.race(['SIGTERM', 'SIGINT'].map(signal => once(process, signal).then(() => signal)));
  const bot = await start(settings, env, clock, log);
  const signal = await told;
  log('process.stopping', { signal });
  const since = clock.now();
  const stopped = new AbortController();
  clock.sleep(settings.SHUTDOWN_GRACE_MS + handOverMs, stopped.signal).then(
    () => {
      log('process.failed', {
        error: new Error('Not everything ended in time; others go on with the rest.'),
      });
      process.exit(0);
    },
    () => {},
  );
  await bot.stop();
  stopped.abort();
  log('process.stopped', { afterMs: clock.now() - since });
  return 0;
}
