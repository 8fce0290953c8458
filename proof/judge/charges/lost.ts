import type { Case } from '../case.ts';
import { idsOf } from '../ids-of.ts';
import { named } from '../named.ts';
import type { Finding } from '../verdict.ts';

/** Questions and commands of whose answer nothing was ever shown. */
export function lost({ answers }: Case): readonly Finding[] {
  return answers
    .filter(({ end }) => end === 'lost')
    .map(({ question, messages }) => ({
      charge: 'lost',
      question: question.number,
      messages: idsOf(messages),
      words: `${begun(named(question))} ${why(question.acceptedAt, messages.length)}`,
    }));
}

function why(acceptedAt: number | undefined, messages: number): string {
  if (messages > 0) return 'got words in place of its answer, for which there was no reason.';
  return acceptedAt === undefined
    ? 'was handed to the bot, which never said that it has it, and was not answered.'
    : 'was accepted, and not answered.';
}

/** As a sentence begins. */
const begun = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
