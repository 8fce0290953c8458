import { parseArgs } from 'node:util';
import type { Size } from './stage.ts';

/** What was asked for on the command line. */
export interface Options {
  readonly names: readonly string[];
  readonly size: Size;
  /** How often each scene is played; the median counts. */
  readonly times: number;
  /** Where the rows are written as JSON. */
  readonly json: string | undefined;
}

/** Reads the command line. @param known the scenes there are. Throws an `Error` that says what is wrong. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
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
  if (stranger !== undefined) throw new Error(`There is no scene "${stranger}".`);
  if (!/^[1-9]\d?$/.test(values.times)) throw new Error('--times takes a number from 1 to 99.');
  return {
    names: positionals.length > 0 ? positionals : known,
    size: values.full ? 'full' : 'small',
    times: Number(values.times),
    json: values.json,
  };
}
