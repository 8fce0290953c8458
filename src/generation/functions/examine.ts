import { Agent } from 'undici';
import { SettingsError } from '../../errors.ts';
import type { Finding } from '../../platform.ts';
import type { McpServer } from './mcp/server.ts';
import { mostOffered } from './offered.ts';
import { type FunctionWorld, openFunctions } from './registry.ts';
import type { FunctionSettings } from './sources.ts';

/** What the doctor tells of functions: nothing where none are set. MCP servers are given the time that they may take. */
export async function examineFunctions(
  settings: FunctionSettings,
  world: FunctionWorld,
): Promise<readonly Finding[]> {
  if (!settings.FUNCTIONS && !settings.FUNCTIONS_FILE && !settings.FUNCTIONS_DIR) return [];
  const dispatcher = new Agent();
  try {
    const functions = await openFunctions(settings, { ...world, dispatcher });
    try {
      await Promise.all(functions.servers.map(({ tried }) => tried));
      return findings(
        functions.specs().map(({ name }) => name),
        functions.servers,
      );
    } finally {
      await functions.close();
    }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.problems.map(problem => ({ level: 'bad', what: problem }));
  } finally {
    await dispatcher.close();
  }
}

function findings(names: readonly string[], servers: readonly McpServer[]): readonly Finding[] {
  const offered: Finding =
    names.length === 0
      ? { level: 'note', what: 'The model is offered no functions' }
      : { level: 'good', what: `The model may call ${names.join(', ')}` };
  const full: Finding[] =
    names.length === mostOffered
      ? [
          {
            level: 'note',
            what: `It is offered ${mostOffered} functions at most`,
            remedy: 'name the tools that matter with tools: in FUNCTIONS_FILE',
          },
        ]
      : [];
  return [offered, ...full, ...servers.map(findingOf)];
}

function findingOf(server: McpServer): Finding {
  const { name, kind } = server.spec;
  const state = server.state();
  if (state.kind === 'up') return { level: 'good', what: `MCP server ${name} has ${state.tools} tools` };
  const why = state.kind === 'down' ? state.why : 'it is still starting';
  const remedy =
    kind === 'stdio'
      ? 'check its command, args and env in FUNCTIONS_FILE'
      : 'check its url and headers in FUNCTIONS_FILE';
  return { level: 'bad', what: `MCP server ${name} is not there: ${why}`, remedy };
}
