import type { Case, Ended } from '../case.ts';
import { surelyBefore } from '../certain.ts';
import { idsOf } from '../ids-of.ts';
import type { Finding } from '../verdict.ts';

/** Answers that ended in another order than their questions came, and sentences in a wrong one. */
export function disordered({ answers, conversations }: Case): readonly Finding[] {
  return [...answers.filter(isMixedUp).map(mixedUp), ...conversations.flatMap(overtakers)];
}

/** What stands twice has no order of its own. */
function isMixedUp({ sentences }: Ended): boolean {
  const isOnce = new Set(sentences).size === sentences.length;
  return isOnce && sentences.some((sentence, i) => sentence < (sentences[i - 1] ?? 0));
}

function mixedUp({ question, messages }: Ended): Finding {
  const words = `The sentences of the answer to question ${question.number} stand in a wrong order.`;
  return { charge: 'disordered', question: question.number, messages: idsOf(messages), words };
}

function overtakers(family: readonly Ended[]): readonly Finding[] {
  return family.flatMap(answer => {
    const overtaken = family.filter(
      other => surelyBefore(other.question, answer.question) && isLater(other.endedAt, answer.endedAt),
    );
    const [first] = overtaken;
    if (!first) return [];
    const [late, early] = [first.question.number, answer.question.number];
    const words = `The answer to question ${early} ended before that to question ${late}, which was asked before it.`;
    const messages = idsOf([...answer.messages, ...first.messages]);
    return [{ charge: 'disordered', question: early, messages, words }];
  });
}

function isLater(time: number | undefined, than: number | undefined): boolean {
  return time !== undefined && than !== undefined && time > than;
}
