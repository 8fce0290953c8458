import { parseArgs } from 'node:util';
import { whole } from '../../bench/support/whole.ts';

export interface Options {
  readonly minutes: number;
  readonly seed: number;
  /** Where what was seen each minute is written as JSON. */
  readonly json: string | undefined;
}

/** Reads the command line. @throws Error, in words, for what it does not understand */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
    },
  });
  return {
    minutes: whole('minutes', values.minutes, 1, 100_000),
    seed: whole('seed', values.seed, 0, 2 ** 31),
    json: values.json,
  };
}
