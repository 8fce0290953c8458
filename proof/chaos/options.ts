import { parseArgs } from 'node:util';

export interface ChaosOptions {
  readonly kills: number;
  readonly workers: number;
  readonly seed: number;
  /** The evidence is written here, too. */
  readonly json: string | undefined;
}

/** Reads the command line. @throws Error, in words, for what it does not understand */
export function readOptions(args: readonly string[], aSeed: () => number): ChaosOptions {
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

function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new RangeError(`--${name} must be a whole number from ${least} to ${most}, and not "${text}".`);
}
