import type { Clock } from '../clock.ts';
import type { Environment } from '../config/read.ts';
import type { CoreSettings } from '../config.ts';
import { SettingsError } from '../errors.ts';
import { type Functions, openFunctions } from '../generation/functions/registry.ts';
import { openWordList, type WordList } from '../generation/word-list.ts';
import type { Log } from '../log.ts';
import type { Undo } from './undo.ts';

/** What turns use that comes from files. */
export interface TurnTools {
  readonly functions: Functions;
  /** The words that may be in no question and no answer, as they are now. */
  readonly forbidden: () => Promise<WordList>;
}

/**
 * Reads the files that the settings name: functions and the word list. Throws one `SettingsError` with all that is
 * wrong in them; MCP servers come up in the background.
 */
export async function openTurnTools(
  settings: CoreSettings,
  env: Environment,
  clock: Clock,
  log: Log,
  undo: Undo,
): Promise<TurnTools> {
  const opening = openFunctions(settings, { clock, log, env }).then(functions => {
    undo.add(() => functions.close());
    return functions;
  });
  const [functions, forbidden] = await Promise.allSettled([
    opening,
    openWordList(settings.WORD_LIST_FILE, log),
  ]);
  if (functions.status === 'fulfilled' && forbidden.status === 'fulfilled') {
    return { functions: functions.value, forbidden: forbidden.value };
  }
  throw new SettingsError([functions, forbidden].flatMap(problemsOf));
}

/** Throws what is no mistake of whoever wrote the settings. */
function problemsOf(result: PromiseSettledResult<unknown>): readonly string[] {
  if (result.status === 'fulfilled') return [];
  if (result.reason instanceof SettingsError) return result.reason.problems;
  throw result.reason;
}
