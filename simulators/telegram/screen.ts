import type { Keyboard, MessageState, Room, SentFile } from './words.ts';
import { isService, shown } from './world.ts';

/** A message as the people in the chat see it. */
export interface ScreenMessage extends Omit<MessageState, 'at'> {
  readonly id: number;
  /** Missing for a channel's own posts. */
  readonly from: number | undefined;
  readonly byBot: boolean;
  readonly keyboard: Keyboard;
  readonly replyTo: number | undefined;
  readonly topic: number | undefined;
  /** What the bot sent as a document. */
  readonly file: SentFile | undefined;
  /** It was deleted. */
  readonly isGone: boolean;
  /** ms since the epoch. */
  readonly sentAt: number;
  /** Everything it ever showed, the first state and the present one included. */
  readonly edits: readonly MessageState[];
}

/** What a chat shows now, oldest message first, without service messages; with `all`, deleted ones too. */
export function screen(room: Room, botId: number, { all = false } = {}): ScreenMessage[] {
  const visible = [...room.messages.values()].filter(
    message => (all || !message.deleted) && !isService(message),
  );
  return visible.map(message => {
    const { at, ...state } = shown(message);
    return {
      ...state,
      id: message.id,
      from: message.from?.id,
      byBot: message.from?.id === botId,
      replyTo: message.replyTo?.id,
      topic: message.topic,
      file: message.file,
      isGone: message.deleted,
      sentAt: message.sentAt,
      edits: message.states,
    };
  });
}
