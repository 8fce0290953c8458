import { findServer } from '../../src/redis/find-server.ts';
import { threeWays } from '../../src/redis/install.ts';

/** A command that plays or measures something on a Redis of its own. */
export interface Command<Options> {
  readonly usage: string;
  /** Throws an `Error`, in words, for what it does not understand. */
  read(args: readonly string[]): Options;
  /** @param program path of a Redis server @param interrupted by who has waited long enough @returns whether all is well */
  run(options: Options, program: string, interrupted: AbortSignal): Promise<boolean>;
}

/** Runs a command, and says what is in its way. @param path where programs are @returns the exit code: 0 when all is well */
export async function runCommand<Options>(
  { usage, read, run }: Command<Options>,
  args: readonly string[],
  path: string,
): Promise<number> {
  let options: Options;
  try {
    options = read(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n${usage}`);
    return 1;
  }
  const program = await findServer(path);
  if (!program) {
    console.error(threeWays);
    return 1;
  }
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
  try {
    return (await run(options, program, interrupt.signal)) ? 0 : 1;
  } catch (error) {
    console.error(interrupt.signal.aborted ? 'Interrupted.' : error);
    return 1;
  }
}
