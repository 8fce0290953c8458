import type { Answer } from './answer.ts';
import { surelyBefore } from './certain.ts';

/** From when on a turn may have run: not before its question came, nor before the answers to those surely before it had ended. */
export function turnSince({ question }: Answer, family: readonly Answer[]): number {
  const before = family.filter(other => surelyBefore(other.question, question));
  return Math.max(question.handedAt ?? 0, ...before.map(other => other.endedAt ?? 0));
}
