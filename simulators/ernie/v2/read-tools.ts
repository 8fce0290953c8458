import { refuseV2 } from './refuse.ts';

/** The names of the functions that a request lets the model call; throws a `Refusal` for the first rule that it breaks. */
export function readTools(request: Record<string, unknown>): string[] {
  const { tools, tool_choice: choice = 'auto', parallel_tool_calls: parallel = true } = request;
  if (typeof parallel !== 'boolean') throw invalid('parallel_tool_calls must be a boolean');
  if (choice !== 'auto' && choice !== 'none') throw invalid('tool_choice is simulated as auto and none');
  if (tools === undefined) {
    if (request['tool_choice'] !== undefined) throw invalid('tool_choice needs tools');
    return [];
  }
  if (!Array.isArray(tools) || tools.length === 0) throw invalid('tools must be a list that is not empty');
  const names = tools.map(readTool);
  if (new Set(names).size < names.length) throw invalid('the names of tools must differ');
  return choice === 'none' ? [] : names;
}

function readTool(tool: unknown, index: number): string {
  const { type, function: offered } = (tool ?? {}) as Record<string, unknown>;
  const { name, description, parameters } = (offered ?? {}) as Record<string, unknown>;
  if (type !== 'function') throw invalid(`the type of tools[${index}] must be function`);
  if (typeof name !== 'string' || !/^[\w-]{1,64}$/.test(name)) {
    throw invalid(`the name of tools[${index}] must be 1 to 64 letters, digits, _ or -`);
  }
  if (description !== undefined && typeof description !== 'string') {
    throw invalid(`the description of tools[${index}] must be a string`);
  }
  const isObject = typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters);
  if (parameters !== undefined && !isObject)
    throw invalid(`the parameters of tools[${index}] must be an object`);
  return name;
}

const invalid = (message: string) => refuseV2('invalid_argument', message);
