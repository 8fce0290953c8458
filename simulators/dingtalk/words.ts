import type { LoggedCall } from '../calls.ts';

/** A JSON object as the open platform sends or receives it. */
export type Wire = Record<string, unknown>;

/** Somebody with a DingTalk account; the bot is one too, as far as mentions go. */
export interface Person {
  /** `$:LWCP_v1:$…`: the bot knows everybody by it, and can send nothing to it. */
  readonly senderId: string;
  /** The user id within the organisation; outsiders have none. */
  readonly staffId?: string | undefined;
  readonly name: string;
  /** An administrator of the organisation. */
  readonly isAdmin: boolean;
}

/** Where people talk. An `id` (`cid…`, with `/`, `+` and `=`) is enough wherever the simulator asks for a chat. */
export interface Chat {
  readonly id: string;
  readonly type: 'direct' | 'group';
  readonly title?: string | undefined;
}

/** A button of a card; `id` is the action that is told when it is pressed. */
export interface Button {
  readonly id: string;
  readonly text: string;
}

/** A file that the bot sent: an archive, and what is in it. */
export interface SentFile {
  readonly name: string;
  readonly entries: readonly { readonly name: string; readonly content: string }[];
}

/** What a message showed from `at` (ms since the epoch) on. */
export interface MessageState {
  readonly at: number;
  /** As people read it: the marks of the Markdown are gone, its escapes resolved. */
  readonly text: string;
  /** As the bot wrote it. */
  readonly markdown: string;
  /** What the list of chats and the notification tell; empty for a card from a template. */
  readonly title: string;
  readonly buttons: readonly Button[];
  /** A card's `flowStatus`: `1` processing, `2` inputting, `3` finished, `4` executing, `5` failed. */
  readonly flowStatus: string | undefined;
  /** Does it look as if more were to come (`flowStatus` 1 or 2)? */
  readonly streaming: boolean;
  /** Everything that fills the card's template. */
  readonly params: Readonly<Record<string, string>>;
}

/** One call, logged when it arrives. `at` and `doneAt` are ms since the epoch. */
export interface Call extends LoggedCall {
  /** Such as `cards.streaming`, `robot.group` or `session`: the table in `api/index.ts`. */
  readonly api: string;
  readonly method: string;
  readonly path: string;
  /** The JSON of the body; empty where there is none. */
  readonly body: Wire;
  /** Does it count against the month's quota? */
  billed: boolean;
  /** HTTP status. */
  status?: number;
  /** What the body of the answer says: `code`, or `errcode`, which is a number; missing or 0 is success. */
  code?: string | number | undefined;
}

/** One attempt to hand something to the bot. */
export interface Delivery {
  /** A message's `msgId`; a button has one of its own. */
  readonly id: string;
  /** The message that it is about: the one that was written, or whose button was pressed. */
  readonly messageId: string | undefined;
  readonly chat: string;
  /** The topic of its frame. */
  readonly topic: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly by: 'connection' | 'webhook';
  readonly at: number;
  doneAt?: number;
  outcome: 'pending' | 'acknowledged' | 'refused' | 'unanswered';
}

/** One attempt to open a connection, as `POST /v1.0/gateway/connections/open` saw it. */
export interface Opening {
  readonly at: number;
  readonly outcome: 'opened' | 'refused' | 'reset';
}
