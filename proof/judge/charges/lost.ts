import type { Case } from '../case.ts';
import { idsOf } from '../ids-of.ts';
import type { Finding } from '../verdict.ts';

/** Questions of whose answer nothing was ever shown. */
export function lost({ answers }: Case): readonly Finding[] {
  return answers
    .filter(({ end }) => end === 'lost')
    .map(({ question, messages }) => ({
      charge: 'lost',
      question: question.number,
      messages: idsOf(messages),
      words: `Question ${question.number} ${why(question.acceptedAt, messages.length)}`,
    }));
}

function why(acceptedAt: number | undefined, messages: number): string {
  if (messages > 0) return 'got words in place of its answer, for which there was no reason.';
  return acceptedAt === undefined
    ? 'was handed to the bot, which never said that it has it, and was not answered.'
    : 'was accepted, and not answered.';
}
