import { parseArgs } from 'node:util';

/** What the demo shall do. `real`: with the real model. */
export type Options =
  | { readonly kind: 'ask'; readonly question: string; readonly real: boolean }
  | { readonly kind: 'conversation'; readonly real: boolean }
  | { readonly kind: 'show' }
  | { readonly kind: 'usage' };

/** Reads `[--ask QUESTION] [--real]`. Without a terminal to converse in, a show is played; its faults need the simulated model. */
export function readOptions(args: readonly string[], isTerminal: boolean): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ask: { type: 'string' }, real: { type: 'boolean', default: false } },
    });
    const { real, ask } = values;
    const question = ask?.trim();
    if (question === '') return { kind: 'usage' };
    if (question !== undefined) return { kind: 'ask', question, real };
    if (isTerminal) return { kind: 'conversation', real };
    return real ? { kind: 'usage' } : { kind: 'show' };
  } catch {
    return { kind: 'usage' };
  }
}
