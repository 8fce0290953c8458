import type { LoggedCall } from '../calls.ts';

/** A JSON object as the Bot API sends or receives it. */
export type Wire = Record<string, unknown>;

/** Somebody with a Telegram account; the bot is one too. */
export interface Person {
  readonly id: number;
  readonly firstName: string;
  readonly username?: string | undefined;
  readonly isBot?: boolean | undefined;
}

/** Where people talk. An `id` is enough wherever the simulator asks for a chat. */
export interface Chat {
  readonly id: number;
  readonly type: 'private' | 'group' | 'supergroup' | 'channel';
  readonly title?: string | undefined;
}

/** A span of a text; `offset` and `length` count UTF-16 units. */
export interface Entity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
  readonly user?: Wire;
  readonly custom_emoji_id?: string;
}

/** A text as Telegram keeps it; `html` is the source it was written in, escaped when it was plain. */
export interface FormattedText {
  readonly text: string;
  readonly html: string;
  readonly entities: readonly Entity[];
}

/** One button of an inline keyboard: it opens `url` or sends `callback_data` back. */
export interface Button {
  readonly text: string;
  readonly callback_data?: string;
  readonly url?: string;
}

export type Keyboard = readonly (readonly Button[])[];

/** What a message showed from `at` (ms since the epoch) on. */
export interface MessageState extends FormattedText {
  readonly at: number;
  readonly keyboard: Keyboard;
}

/** A file that the bot sent. */
export interface SentFile {
  readonly name: string;
  readonly content: string;
}

/** A message on the server; `states` holds everything it ever showed, the present last. */
export interface Message {
  readonly id: number;
  readonly room: Room;
  readonly from?: Person | undefined;
  readonly senderRoom?: Room | undefined;
  readonly replyTo?: Message | undefined;
  readonly topic?: number | undefined;
  readonly extra: Wire;
  readonly file?: SentFile | undefined;
  readonly sentAt: number;
  readonly states: [MessageState, ...MessageState[]];
  deleted: boolean;
}

export type Standing = 'creator' | 'administrator' | 'member' | 'left' | 'kicked';

/** A chat with all that the server knows about it. In a private chat `kicked` means that the person blocked the bot. */
export interface Room extends Chat {
  readonly person?: Person | undefined;
  readonly isForum: boolean;
  readonly members: Map<number, Standing>;
  readonly messages: Map<number, Message>;
  readonly topics: Map<number, Message>;
  readonly typing: number[];
  lastBot?: number | undefined;
  discussion?: Room | undefined;
  migratedTo?: Room | undefined;
  /** Dissolved by its owner. */
  isDeleted?: boolean;
}

export type UpdateKind =
  | 'message'
  | 'edited_message'
  | 'channel_post'
  | 'edited_channel_post'
  | 'callback_query'
  | 'my_chat_member'
  | 'chat_member';

/** One call of a Bot API method, logged when it arrives. */
export interface Call extends LoggedCall {
  readonly method: string;
  readonly chat?: number | undefined;
  readonly parameters: Wire;
  /** Of a refused call: the HTTP status and the vendor's words. */
  code?: number;
  description?: string;
}

/** One attempt to hand an update to the bot. `at` and `doneAt` are ms since the epoch. */
export interface Delivery {
  readonly updateId: number;
  readonly kind: UpdateKind;
  readonly chat: number;
  /** The message that it is about, if there is one: written, edited, or with a button that was pressed. */
  readonly messageId: number | undefined;
  /** 1 for the first. */
  readonly attempt: number;
  readonly by: 'poll' | 'webhook';
  readonly at: number;
  doneAt?: number;
  /** Of a poll: `acknowledged` by a greater offset, `unanswered` when it is handed out again. */
  outcome: 'pending' | 'acknowledged' | 'refused' | 'unanswered';
}
