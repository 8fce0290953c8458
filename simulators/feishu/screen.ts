import type { MessageState } from './words.ts';

/** A message as the people in the chat see it; recalled ones are not there. */
export interface ScreenMessage extends Omit<MessageState, 'at'> {
  readonly id: string;
  /** `text`, `post`, `interactive` (a card), `image`, … */
  readonly kind: string;
  /** The open id of who wrote it. */
  readonly from: string;
  readonly byBot: boolean;
  /** Its card entity, where it shows one. */
  readonly cardId: string | undefined;
  readonly replyTo: string | undefined;
  readonly topic: string | undefined;
  /** ms since the epoch. */
  readonly sentAt: number;
  /** Everything it ever showed, the first state and the present one included. */
  readonly states: readonly MessageState[];
}
