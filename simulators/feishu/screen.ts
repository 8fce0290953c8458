import type { MessageState, SentFile } from './words.ts';
import { type Room, shown } from './world.ts';

/** A message as the people in the chat see it. */
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
  /** What the bot sent as a file. */
  readonly file: SentFile | undefined;
  /** It was recalled. */
  readonly isGone: boolean;
  /** ms since the epoch. */
  readonly sentAt: number;
  /** Everything it ever showed, the first state and the present one included. */
  readonly states: readonly MessageState[];
}

/** What a chat shows now, oldest message first; with `all`, recalled ones too. */
export const screen = (room: Room, botOpenId: string, { all = false } = {}): ScreenMessage[] =>
  room.messages
    .filter(({ isRecalled }) => all || !isRecalled)
    .map(message => {
      const { at, ...state } = shown(message);
      return {
        ...state,
        id: message.id,
        kind: message.kind,
        from: message.from.openId,
        byBot: message.from.openId === botOpenId,
        cardId: message.card?.id,
        replyTo: message.replyTo?.id,
        topic: message.topic,
        file: message.file,
        isGone: message.isRecalled,
        sentAt: message.sentAt,
        states: message.states,
      };
    });
