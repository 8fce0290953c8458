import type { Question } from './evidence.ts';
import { isCommand } from './is-command.ts';

/** `question 12`, or `command 12`. */
export const named = (question: Question): string =>
  `${isCommand(question) ? 'command' : 'question'} ${question.number}`;
