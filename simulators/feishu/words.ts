import type { LoggedCall } from '../calls.ts';

/** A JSON object as the open platform sends or receives it. */
export type Wire = Record<string, unknown>;

/** Somebody with a Feishu account; the bot is one too, as far as mentions go. */
export interface Person {
  /** `ou_…`, which the bot knows people by. */
  readonly openId: string;
  readonly name: string;
}

/** Where people talk. An `id` (`oc_…`) is enough wherever the simulator asks for a chat. */
export interface Chat {
  readonly id: string;
  readonly type: 'p2p' | 'group';
  readonly title?: string | undefined;
  /** A group where every message opens or continues a topic. */
  readonly topics: boolean;
}

/** A button of a card; `value` is what comes back when it is pressed. */
export interface Button {
  /** Its `element_id`, where it has one. */
  readonly id?: string | undefined;
  readonly text: string;
  readonly value: unknown;
}

/** What a message showed from `at` (ms since the epoch) on. */
export interface MessageState {
  readonly at: number;
  /** Everything to be read, in Markdown where it is a card; a card's texts are joined by an empty line. */
  readonly text: string;
  /** A card's texts by element id; those without one are `#0`, `#1`, … by their place. */
  readonly elements: Readonly<Record<string, string>>;
  readonly buttons: readonly Button[];
  /** May this card still be streamed to? */
  readonly streaming: boolean;
  /** What the list of chats tells about a card. */
  readonly summary: string;
  /** Who is mentioned: open ids, or `all`. */
  readonly mentions: readonly string[];
}

/** A file that the bot uploaded. */
export interface SentFile {
  readonly name: string;
  readonly content: string;
}

/** One call of the open platform, logged when it arrives. */
export interface Call extends LoggedCall {
  /** Such as `messages.reply` or `cards.content`: the table in `api/index.ts`. */
  readonly api: string;
  readonly method: string;
  readonly path: string;
  /** The JSON of the body; empty where there is none. */
  readonly body: Wire;
  /** HTTP status. */
  status?: number;
  /** What the body of the answer says; 0 is success. */
  code?: number;
  msg?: string;
}

/** One attempt to hand an event to the bot. */
export interface Delivery {
  readonly eventId: string;
  /** Such as `im.message.receive_v1`. */
  readonly type: string;
  /** What it is about, as far as it names a message and a chat. */
  readonly messageId: string | undefined;
  readonly chat: string | undefined;
  /** 1 for the first. */
  readonly attempt: number;
  readonly by: 'connection' | 'webhook';
  readonly at: number;
  doneAt?: number;
  outcome: 'pending' | 'acknowledged' | 'refused' | 'unanswered';
}
