import type { Ended } from '../../case.ts';
import { surelyBefore } from '../../certain.ts';
import { idsOf } from '../../ids-of.ts';
import type { Finding } from '../../verdict.ts';

/** Questions that went to the model before an earlier one of their conversation had its answer. */
export function sideBySide(family: readonly Ended[]): readonly Finding[] {
  return family.flatMap(answer => {
    const other = family.find(earlier => isStillRunning(earlier, answer));
    if (!other) return [];
    const [late, early] = [answer.question.number, other.question.number];
    const words = `The model was asked question ${late} before the answer to question ${early} was done.`;
    const messages = idsOf([...other.messages, ...answer.messages]);
    return [{ charge: 'overlapping', question: late, messages, words }];
  });
}

/** Whether the one was not done as the model was asked about the other, which was later. */
function isStillRunning(earlier: Ended, later: Ended): boolean {
  const asked = later.calls[0]?.at;
  if (earlier === later || asked === undefined || earlier.endedAt === undefined) return false;
  return isEarlier(earlier, later) && asked < earlier.endedAt;
}

/** Where it is not certain which came first, the one is that was asked first. */
function isEarlier(one: Ended, other: Ended): boolean {
  if (surelyBefore(one.question, other.question)) return true;
  if (surelyBefore(other.question, one.question)) return false;
  const [first, second] = [one.calls[0]?.at, other.calls[0]?.at];
  if (first === undefined || second === undefined) return false;
  return first < second || (first === second && one.question.number < other.question.number);
}
