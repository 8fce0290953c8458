import { parseArgs } from 'node:util';
import { whole } from '../../bench/support/whole.ts';

export interface Options {
  readonly kills: number;
  readonly workers: number;
  readonly seed: number;
  /** The evidence is written here, too. */
  readonly json: string | undefined;
}

/** Reads the command line. @throws Error, in words, for what it does not understand */
export function readOptions(args: readonly string[], aSeed: () => number): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '40' },
      workers: { type: 'string', default: '4' },
      seed: { type: 'string' },
      json: { type: 'string' },
    },
  });
  return {
    kills: whole('kills', values.kills, 0, 100_000),
    workers: whole('workers', values.workers, 1, 32),
    seed: values.seed === undefined ? aSeed() : whole('seed', values.seed, 0, 2 ** 31),
    json: values.json,
  };
}
