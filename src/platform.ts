/** The port behind which every chat platform stands. */

import type { Arrival, ButtonPress, Chat, IncomingMessage, Person } from './message.ts';
import type { Playground } from './playground.ts';

/** Where a reply appears. */
export interface ReplyTarget {
  readonly chat: Chat;
  readonly topic?: string;
  /** The platform's id of the message that is answered; absent for what nobody asked (an alert). */
  readonly questionId?: string;
  readonly asker?: Person;
  /** Absent: the reply has none. */
  readonly buttons?: Buttons;
}

/** The buttons of a reply, on platforms that have some. */
export interface Buttons {
  /** What they bring back in `ButtonPress.token`; at most 40 bytes. */
  readonly token: string;
  /** What they say, in the chat's language. */
  readonly labels: ButtonLabels;
}

export type ButtonLabels = Readonly<Record<ButtonPress['action'], string>>;

/** Where a message is answered: in its topic, as a reply to it. */
export function answering({ chat, topic, id, sender }: IncomingMessage): ReplyTarget {
  return { chat, ...(topic === undefined ? {} : { topic }), questionId: id, asker: sender };
}

/**
 * What an adapter must know to go on with a reply in another process. Plain JSON, small, without any of the text;
 * only the adapter reads it.
 */
export type ReplyRecord = Readonly<Record<string, unknown>>;

/** Saves the record; called around each first send. Rejects when another process owns the reply: nothing may be sent then. */
export type KeepRecord = (record: ReplyRecord) => Promise<void>;

/**
 * A message (or messages, where one is too short) that grows on the person's screen.
 * One writer at a time: the caller awaits each call before the next.
 */
export interface Reply {
  /** How many states may be words of ours, before the answer has any; absent: as many as there are. */
  readonly wordsAtMost?: number;
  /** Resolves when the platform bears one more intermediate state: its pace, and the budget that all processes share. */
  ready(signal: AbortSignal): Promise<void>;
  /** Shows an intermediate state: the whole Markdown so far. It may be lost without an error; the next one makes up for it. */
  show(markdown: string): Promise<void>;
  /** Shows the last state, which nothing can stop any more. Returns when it has landed, else throws `PlatformFailure`. Safe to repeat. */
  finish(markdown: string): Promise<void>;
  /** As `finish`, for an answer that failed, on platforms that mark one. */
  fail(markdown: string): Promise<void>;
  /** Frees what the reply holds (a typing sign); shows nothing. */
  release(): void;
}

/** Takes an arrival; resolves once it is safe. Rejects when it is not: the platform must deliver again. */
export type Accept = (arrival: Arrival) => Promise<void>;

/** A webhook's request. `body` is raw: signatures are computed over bytes. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** What a webhook answers; 200 only after `accept` resolved. */
export interface WebhookResponse {
  readonly status: number;
  readonly body?: unknown;
}

/** How messages reach us. */
export interface Intake {
  /** Resolves once messages can arrive; a refused credential throws `PlatformFailure` of kind `credentials`. */
  start(accept: Accept): Promise<void>;
  /** Takes no new messages; resolves when those in hand are accepted or left to the platform. */
  stop(): Promise<void>;
  /** One word and, if it is not well, what to do; for `/readyz`. */
  state(): { readonly ready: boolean; readonly detail: string };
  /** Present where the platform calls us. */
  readonly webhook?: (request: WebhookRequest) => Promise<WebhookResponse>;
}

/** A line of `npm run doctor`. `level: 'bad'` fails it. */
export interface Finding {
  readonly level: 'good' | 'note' | 'bad';
  readonly what: string;
  /** What to do; absent where all is well. */
  readonly remedy?: string;
}

/** A text that is sent as a file. */
export interface TextFile {
  /** With its ending: `对话.md`. */
  readonly name: string;
  readonly text: string;
}

export interface Platform {
  readonly name: string;
  readonly intake: Intake;
  /** A reply that nobody has seen yet. */
  open(target: ReplyTarget, keep: KeepRecord): Reply;
  /** Goes on with a reply that another process, or an earlier start, began. */
  resume(target: ReplyTarget, record: ReplyRecord, keep: KeepRecord): Reply;
  /** Whether the platform calls this person an administrator of this chat; false when it cannot be known. */
  isChatAdmin(chat: Chat, personId: string): Promise<boolean>;
  /** Sends a file; absent where the platform has none that we may send. Throws `PlatformFailure`. */
  sendFile?(target: ReplyTarget, file: TextFile): Promise<void>;
  /** Shows the platform's own menu of commands in another language in a chat; never throws. @param locale absent: the usual */
  showMenu?(chat: Chat, locale: string | undefined): Promise<void>;
  /**
   * Forgets what a person said until then, and what was answered; absent where the platform keeps that, and not we.
   * @param until Unix milliseconds, by the platform's clock
   */
  forget?(personId: string, until: number): Promise<void>;
  /** Present where people write by the pages of our own console. */
  readonly playground?: Playground;
  /** Frees connections. */
  close(): Promise<void>;
}
