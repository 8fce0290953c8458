import type { Asked } from './asked.ts';
import type { Shown } from './platform.ts';

/** The question that a message replies to; undefined: to none of these, or the platform does not tell. */
export function repliedTo({ replyTo }: Shown, asked: readonly Asked[]): number | undefined {
  return replyTo === undefined
    ? undefined
    : asked.find(({ messageId }) => messageId === replyTo)?.question.number;
}
