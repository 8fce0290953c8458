import type { ModelFailureKind } from '../errors.ts';

/** Why a question got no whole answer, as `/stats` counts it. `answered`: the model ended without a word. */
export type FailureName =
  | ModelFailureKind
  | 'answered'
  | 'cut'
  | 'question-refused'
  | 'answer-refused'
  | 'poisoned';

/** @param names of one language. @returns the name, or the kind itself where another version of the bot counted it */
export function failureName(names: Readonly<Record<FailureName, string>>, kind: string): string {
  return Object.hasOwn(names, kind) ? names[kind as FailureName] : kind;
}
