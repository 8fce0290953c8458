import type { Question } from './evidence.ts';

/** Whether something is answered beside the line, in one message of words, whenever that may be. */
export const isCommand = ({ sentences }: Pick<Question, 'sentences'>): boolean => sentences === 0;
