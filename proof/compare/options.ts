import { parseArgs } from 'node:util';
import type { Size } from './stage.ts';

/** What was asked for on the command line. */
export interface Options {
  readonly names: readonly string[];
  readonly size: Size;
  /** Where the rows are written as JSON. */
  readonly json: string | undefined;
}

/** Reads the command line. @param known the scenes there are. Throws an `Error` that says what is wrong. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { full: { type: 'boolean', default: false }, json: { type: 'string' } },
  });
  const stranger = positionals.find(name => !known.includes(name));
  if (stranger !== undefined) throw new Error(`There is no scene "${stranger}".`);
  return {
    names: positionals.length > 0 ? positionals : known,
    size: values.full ? 'full' : 'small',
    json: values.json,
  };
}
