import type { Dispatcher } from 'undici';
import type { Clock } from '../../clock.ts';
import type { Environment } from '../../config/read.ts';
import { SettingsError } from '../../errors.ts';
import type { BuiltInName } from '../../wording/index.ts';
import { builtInFunctions } from './built-in/index.ts';
import { readFunctionsFile } from './file.ts';
import { readFunctionsFolder } from './folder.ts';
import { httpFunction } from './http-function.ts';
import type { McpSpec } from './mcp/spec.ts';
import { type Network, openInternet } from './network.ts';
import { mostOffered, type Offered } from './offered.ts';

/** The settings that say which functions there are, by their names in the environment. */
export interface FunctionSettings {
  readonly FUNCTIONS?: ReadonlySet<BuiltInName> | undefined;
  readonly FUNCTIONS_FILE?: string | undefined;
  readonly FUNCTIONS_DIR?: string | undefined;
  readonly TIME_ZONE: string;
}

/** What the settings name. */
export interface Sources {
  /** Those that are always there: built-in ones, the file's, the folder's. */
  readonly fixed: readonly Offered[];
  readonly mcp: readonly McpSpec[];
  /** Takes the file's secrets out of a text. */
  readonly hide: (text: string) => string;
}

interface SourceWorld {
  readonly clock: Clock;
  readonly env: Environment;
  readonly dispatcher: Dispatcher;
  readonly network?: Network | undefined;
}

/** Reads file and folder. Throws `SettingsError` with every problem of them; nothing connects. */
export async function readSources(settings: FunctionSettings, world: SourceWorld): Promise<Sources> {
  const { clock, env, dispatcher, network = openInternet } = world;
  const { FUNCTIONS: names, FUNCTIONS_FILE: path, FUNCTIONS_DIR: directory } = settings;
  const { file, problems } = path ? readFunctionsFile(path, env) : { file: undefined, problems: [] };
  const folder = directory ? await readFunctionsFolder(directory) : { functions: [], problems: [] };
  const fixed = [
    ...builtInFunctions(names ?? new Set(), { clock, network, zone: settings.TIME_ZONE }),
    ...(file?.http.map(each => httpFunction(each, { ...file, dispatcher, network })) ?? []),
    ...folder.functions,
  ];
  const all = [...problems, ...folder.problems, ...problemsOf(fixed)];
  if (all.length > 0) throw new SettingsError(all);
  return { fixed, mcp: file?.mcp ?? [], hide: file?.secrets.hide ?? (text => text) };
}

function problemsOf(fixed: readonly Offered[]): string[] {
  const names = fixed.map(({ spec }) => spec.name);
  const twice = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
  return [
    ...twice.map(name => `Functions: ${name} is there twice; give one of them another name`),
    ...(fixed.length > mostOffered
      ? [`Functions: there are ${fixed.length}; keep at most ${mostOffered}`]
      : []),
  ];
}
