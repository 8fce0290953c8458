import type { Functions } from '../../src/generation/functions/registry.ts';
import type { FunctionCall } from '../../src/model.ts';

/** What one function does with its arguments, a JSON text. */
export type Script = (given: string, signal: AbortSignal) => Promise<string> | string;

export interface ScriptedFunctions extends Functions {
  readonly called: FunctionCall[];
  /** By name: what the model is offered, and what it does. */
  scripts: Readonly<Record<string, Script>>;
}

/** Functions that do what their script says. */
export function scriptedFunctions(): ScriptedFunctions {
  const called: FunctionCall[] = [];
  const functions: ScriptedFunctions = {
    called,
    scripts: {},
    specs: () =>
      Object.keys(functions.scripts).map(name => ({
        name,
        description: `查询 ${name}`,
        parameters: { type: 'object', properties: {} },
      })),
    label: name => (name.startsWith('quiet') ? undefined : `正在查询 ${name}…`),
    about: ({ description }) => description,
    async run(call, signal) {
      called.push(call);
      const script = functions.scripts[call.name];
      return script
        ? { content: await script(call.arguments, signal), outcome: 'ok' }
        : { content: '没有这个函数。', outcome: 'refused' };
    },
    close: async () => {},
  };
  return functions;
}
