import type { MessageState, SentFile } from './words.ts';
import type { Message, Room } from './world.ts';

/** A message as the people in the chat see it. */
export interface ScreenMessage extends Omit<MessageState, 'at'> {
  readonly id: string;
  /** Of the bot: `card`, `standard-card`, `markdown`, `text` or `file`. Of people: `text`, `richText`, `picture`, … */
  readonly kind: string;
  readonly from: string;
  readonly byBot: boolean;
  /** Staff ids, ids of outsiders and of the bot, or `all`. */
  readonly mentions: readonly string[];
  /** What the bot sent as a file. */
  readonly file: SentFile | undefined;
  /** Of a card. */
  readonly outTrackId: string | undefined;
  readonly templateId: string | undefined;
  /** It was recalled. */
  readonly isGone: boolean;
  /** ms since the epoch. */
  readonly sentAt: number;
  /** Everything it ever showed, the first state and the present one included. */
  readonly states: readonly MessageState[];
}

/** What a chat shows now, oldest message first; with `all`, recalled ones too. */
export const screen = (room: Room, botId: string, { all = false } = {}): ScreenMessage[] =>
  room.messages.filter(({ isRecalled }) => all || !isRecalled).map(message => shown(message, botId));

function shown(message: Message, botId: string): ScreenMessage {
  const { id, kind, from, card, file, mentions, sentAt, states } = message;
  const { at, ...state } = states.at(-1) ?? states[0];
  return {
    ...state,
    // Whether a button would be heard changes with the connections.
    buttons: card?.face().buttons ?? [],
    id,
    kind,
    from: from.staffId ?? from.senderId,
    byBot: from.senderId === botId,
    mentions,
    file,
    isGone: message.isRecalled,
    outTrackId: card?.outTrackId,
    templateId: card?.templateId,
    sentAt,
    states,
  };
}
