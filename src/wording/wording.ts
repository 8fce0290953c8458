import type { PlatformAlert } from '../adapter.ts';
import type { ModelFailureKind } from '../errors.ts';
import type { Content, Quoted } from '../message.ts';
import type { OverQuota } from '../people/quota.ts';
import type { ToldBan } from '../people/told-ban.ts';
import type { CommandWording } from './command-wording.ts';

/** What admins must be told of the model, at most once an hour each. `exhausted`: all attempts of a call failed; `outage`: calls of everybody. */
export type ModelAlert =
  | Extract<ModelFailureKind, 'configuration' | 'permission' | 'credentials' | 'quota' | 'token'>
  | 'exhausted'
  | 'outage';

/** The functions that are shipped with the bot, by their names for the model. */
export type BuiltInName = 'time' | 'calculate' | 'read_page';

/** What admins must be told of. */
export type AlertKind = ModelAlert | PlatformAlert;

/** Everything that the bot says in its own words, in one language. Plain Markdown; no sentence stands elsewhere in the code. */
export interface Wording {
  /** The language, as it calls itself. */
  readonly languageName: string;

  /** Why there is no answer, and what the person can do. */
  readonly failure: Readonly<Record<ModelFailureKind, string>>;

  /** The reply before any text has come. */
  readonly thinking: string;
  /** The reply while its question waits. @param place in the line of all processes; 1 is next. */
  waiting(place: number): string;
  /** The reply while a failed call is tried again without anybody's doing. */
  readonly retrying: string;
  /** In place of these, or under the text, while a function runs that has no words of its own. */
  readonly usingTool: string;
  /** The functions that are shipped with the bot: what people read while one runs, and what it is for. */
  readonly builtIns: Readonly<Record<BuiltInName, { readonly running: string; readonly about: string }>>;
  /** Above what the model thought. */
  readonly thoughts: string;

  /** Under a text that was stopped, on the screen and in the history. */
  readonly stopped: string;
  /** In place of a text that was stopped before its first word. */
  readonly stoppedEmpty: string;
  /** Under a text whose stream broke twice. */
  readonly cut: string;
  /** Under a text that the model ended at its own limit. */
  readonly truncated: string;
  /** The model ended without a word. */
  readonly noAnswer: string;
  /** The end of a turn that killed three workers. */
  readonly apology: string;
  /** In place of a text that the vendor had taken back, and the conversation with it. */
  readonly cleared: string;
  /** Under a text that may stay, where the vendor had the conversation taken back. */
  readonly clearedBelow: string;
  /** In place of an answer to a question in which a forbidden word is. */
  readonly questionRefused: string;
  /** In place of an answer in which a forbidden word was. */
  readonly answerRefused: string;
  /** At the end of an answer. */
  readonly aiLabel: string;

  /** A question that is too long by itself. */
  tooLong(tokens: number, limit: number): string;
  /** A message that found `limit` others waiting in its chat. */
  queueFull(limit: number): string;
  /** A quota is used up. @param until when one can ask again: `2026-11-23 15:00`, by `TIME_ZONE` */
  overQuota(over: Omit<OverQuota, 'endsAt'>, until: string): string;
  /** `/retry` where nothing was asked yet. */
  readonly nothingToRetry: string;
  /** Something was sent that cannot be read. */
  notText(content: Exclude<Content, 'text'>): string;
  /** The bot was mentioned, and that was all. */
  readonly emptyMention: string;
  /**
   * Who may not use the bot is told what an admin needs to let them in.
   * @param person as written in `ALLOWED_USERS`. @param group as written in `ALLOWED_CHATS`; absent in a direct chat.
   * @param ownerless the bot has no admin yet: whoever writes may be the one who set it up
   */
  stranger(person: string, group: string | undefined, ownerless: boolean): string;
  /** The bot came into a group. */
  readonly greeting: string;
  /** The bot came into a group where it may not answer. @param group as written in `ALLOWED_CHATS` */
  strangeGroup(group: string, ownerless: boolean): string;
  /** Who is banned is told why and until when. @param whose ban it is: the person's own, or everybody's in the chat. */
  banned(ban: ToldBan, whose: 'user' | 'chat'): string;
  /** In place of a text that the platform refused for its content. */
  readonly unsafeText: string;
  /** The bot is paused, here or everywhere. */
  readonly paused: string;

  /** To admins. @param detail the vendor's code and message, without a secret. */
  alert(kind: AlertKind, detail: string): string;

  /** Stands before a group member's question, for the model. */
  speaker(name: string): string;
  /** The line above a quoted message, for the model. */
  quoted(quoted: Pick<Quoted, 'fromBot' | 'senderName'>): string;

  /** What the model is asked after an answer that its own limit cut. */
  readonly goOn: string;
  /** What the model is told in place of a function's result. */
  readonly noResult: Readonly<Record<'failed' | 'late' | 'too-many', string>>;

  /** On the button that ends a growing answer. */
  readonly stopButton: string;
  /** On the button that asks for another answer in place of this one. */
  readonly retryButton: string;
  /** On the button that begins a new conversation. */
  readonly newButton: string;
  /** To who asks for another answer in place of one that is not the latest. */
  readonly onlyLatest: string;
  /** To who pressed a button whose work is under way. */
  readonly onIt: string;
  readonly commands: CommandWording;
}
