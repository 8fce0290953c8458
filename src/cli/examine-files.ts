import type { Clock } from '../clock.ts';
import type { Environment } from '../config/read.ts';
import type { CoreSettings } from '../config.ts';
import { SettingsError } from '../errors.ts';
import { examineFunctions } from '../generation/functions/examine.ts';
import { openWordList } from '../generation/word-list.ts';
import { silentLog } from '../log.ts';
import type { Finding } from '../platform.ts';

/** What answers need beside a model, and where files are set for it: the word list, functions and MCP servers. */
export async function* examineFiles(
  settings: CoreSettings,
  env: Environment,
  clock: Clock,
): AsyncGenerator<Finding> {
  yield* await examineWordList(settings.WORD_LIST_FILE);
  yield* await examineFunctions(settings, { clock, env, log: silentLog });
}

async function examineWordList(path: string | undefined): Promise<Finding[]> {
  try {
    await openWordList(path, silentLog);
    return path === undefined ? [] : [{ level: 'good', what: 'The word list can be read' }];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map(what => ({
      level: 'bad',
      what,
      remedy: 'check its path and its permissions',
    }));
  }
}
