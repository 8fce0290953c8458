import { Refused } from './api.ts';
import type { Words } from './words/words.ts';

/** Why something did not work, in a sentence. */
export function reasonFor(error: unknown, { problems }: Words): string {
  if (!(error instanceof Refused)) return problems.unavailable;
  if (error.status === 0) return problems.offline;
  const told = error.message as keyof typeof problems;
  return Object.hasOwn(problems, told) ? problems[told] : problems.unavailable;
}
