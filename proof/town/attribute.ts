import { isCommand } from '../judge/is-command.ts';
import type { Asked } from './asked.ts';
import { answeredIn } from './marks.ts';
import type { Shown } from './platform.ts';
import { repliedTo } from './replied-to.ts';

/**
 * Which question each message of a room answers: by the marks in what it showed, else by what it replies to. Where the
 * platform does not tell that, words without a mark answer the first question that nothing else answers, for answers come
 * in the order of the questions. The answer to a command always bears its mark.
 * @param asked in the order in which they were accepted
 */
export function attribute(shown: readonly Shown[], asked: readonly Asked[]): ReadonlyMap<Shown, number> {
  const questions = asked.filter(({ question }) => !isCommand(question));
  const found = new Map<Shown, number>();
  for (const message of shown) {
    const question = marked(message) ?? repliedTo(message, questions);
    if (question !== undefined) found.set(message, question);
  }
  const answered = new Set(found.values());
  const left = questions.map(({ question }) => question.number).filter(number => !answered.has(number));
  const unmarked = shown.filter(
    message => !found.has(message) && message.replyTo === undefined && !message.isGone,
  );
  for (const [index, message] of unmarked.entries()) {
    const question = left[index];
    if (question !== undefined) found.set(message, question);
  }
  return found;
}

const marked = ({ states }: Shown): number | undefined =>
  states.map(({ text }) => answeredIn(text)).find(number => number !== undefined);
