import { parseArgs } from 'node:util';

/** What the command line asks for. */
export type Options =
  | { readonly kind: 'demo'; readonly question: string | undefined; readonly real: boolean }
  | { readonly kind: 'usage' };

/** Reads `[--ask QUESTION] [--real]`; anything else asks for the usage. */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ask: { type: 'string' }, real: { type: 'boolean', default: false } },
    });
    const question = values.ask?.trim();
    return question === '' ? { kind: 'usage' } : { kind: 'demo', question, real: values.real };
  } catch {
    return { kind: 'usage' };
  }
}
