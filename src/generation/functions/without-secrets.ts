import type { Offered } from './offered.ts';
import { FunctionProblem } from './problem.ts';

/** The same function, in whose result and whose problems no secret is: a server may repeat what it was sent. */
export function withoutSecrets(
  run: (...call: Parameters<Offered['run']>) => Promise<string>,
  hide: (text: string) => string,
): Offered['run'] {
  return async (...call) => {
    try {
      return hide(await run(...call));
    } catch (error) {
      if (!(error instanceof FunctionProblem)) throw error;
      throw new FunctionProblem(hide(error.message), error.outcome);
    }
  };
}
