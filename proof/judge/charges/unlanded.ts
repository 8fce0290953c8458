import type { Case, Ended } from '../case.ts';
import { idsOf } from '../ids-of.ts';
import { isCommand } from '../is-command.ts';
import { listed } from '../listed.ts';
import { named } from '../named.ts';
import type { Finding } from '../verdict.ts';

/** Answers that were begun in sight, and do not stand whole at the end. */
export function unlanded({ answers }: Case): readonly Finding[] {
  return answers
    .filter(({ end }) => end === 'unlanded')
    .map(answer => ({
      charge: 'unlanded',
      question: answer.question.number,
      messages: idsOf(answer.messages),
      words: `The answer to ${named(answer.question)} lacks ${missing(answer)} at the end.`,
    }));
}

function missing({ question, sentences }: Ended): string {
  if (isCommand(question)) return 'its last state';
  const standing = new Set(sentences);
  const all = Array.from({ length: question.sentences }, (_, i) => i + 1);
  const gone = all.filter(sentence => !standing.has(sentence));
  if (gone.length > 0) return `${listed(gone)} of its ${question.sentences} sentences`;
  return sentences.every(sentence => all.includes(sentence))
    ? 'the end of a sentence'
    : 'nothing, but has sentences that are not its own,';
}
