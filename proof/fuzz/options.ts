import { parseArgs } from 'node:util';
import { whole } from '../../bench/support/whole.ts';

/** What was asked for on the command line. */
export interface Options {
  /** Of all targets together. */
  readonly cases: number;
  readonly seed: number;
  /** The only one to try; absent: all. */
  readonly target: string | undefined;
  /** Of a failure that is to be seen again. */
  readonly path: string | undefined;
}

/** Reads the command line. @param known the names there are. Throws an `Error` that says what is wrong. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      cases: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      target: { type: 'string' },
      path: { type: 'string' },
    },
  });
  const { cases, seed, target, path } = values;
  if (target !== undefined && !known.includes(target)) throw new Error(`There is no target "${target}".`);
  if (path !== undefined && target === undefined) throw new Error('--path needs --target beside.');
  return {
    cases: whole('cases', cases, 1, 999_999_999),
    seed: whole('seed', seed, -(2 ** 31), 2 ** 31 - 1),
    target,
    path,
  };
}
