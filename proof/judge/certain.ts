import type { Question } from './evidence.ts';

/** Whether one question of a conversation surely came before another: the bot had it when the other was handed over. */
export function surelyBefore(first: Question, second: Question): boolean {
  return (
    first.acceptedAt !== undefined && second.handedAt !== undefined && first.acceptedAt <= second.handedAt
  );
}
