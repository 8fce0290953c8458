import { type Case, questionOf } from '../case.ts';
import { lastOf } from '../last-of.ts';
import type { Finding } from '../verdict.ts';

/** Messages that still say at the end that more will come. */
export function orphaned({ evidence, answers }: Case): readonly Finding[] {
  const twins = new Set(answers.flatMap(answer => answer.twins));
  return evidence.messages
    .filter(message => !message.isGone && !lastOf(message).isOver && !twins.has(message))
    .map(message => ({
      charge: 'orphaned',
      question: questionOf(message),
      messages: [message.id],
      words: `Message ${message.id}${about(questionOf(message))} still says that more will come.`,
    }));
}

function about(question: number | undefined): string {
  return question === undefined ? '' : `, about question ${question},`;
}
