import { parseArgs } from 'node:util';
import type { Size } from './benchmark.ts';
import { whole } from './support/whole.ts';

/** What was asked for on the command line. */
export interface Options {
  readonly names: readonly string[];
  readonly size: Size;
  /** How often each of them runs; the median counts. */
  readonly times: number;
  /** Where the rows are written as JSON. */
  readonly json: string | undefined;
}

/**
 * Reads the command line. @param kind what is asked for by its name: `benchmark`, `scene` @param known the names there are.
 * Throws an `Error` that says what is wrong.
 */
export function readOptions(args: readonly string[], kind: string, known: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      full: { type: 'boolean', default: false },
      times: { type: 'string', default: '1' },
      json: { type: 'string' },
    },
  });
  const stranger = positionals.find(name => !known.includes(name));
  if (stranger !== undefined) throw new Error(`There is no ${kind} "${stranger}".`);
  return {
    names: positionals.length > 0 ? positionals : known,
    size: values.full ? 'full' : 'small',
    times: whole('times', values.times, 1, 99),
    json: values.json,
  };
}
