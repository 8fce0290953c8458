import { parseArgs } from 'node:util';

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
  if (!/^[1-9]\d{0,8}$/.test(cases)) throw new Error('--cases takes a number from 1 on.');
  if (!/^-?\d{1,10}$/.test(seed)) throw new Error('--seed takes a whole number.');
  if (target !== undefined && !known.includes(target)) throw new Error(`There is no target "${target}".`);
  if (path !== undefined && target === undefined) throw new Error('--path needs --target beside.');
  return { cases: Number(cases), seed: Number(seed), target, path };
}
