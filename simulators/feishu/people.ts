import type { PressAnswer } from './press.ts';
import type { SayOptions } from './say.ts';
import type { Chat, Person } from './words.ts';

/** A chat, by its id. */
export type ChatRef = { readonly id: string };

/** What people do. A wrong chat, message or button throws an Error: it is the test that is wrong. */
export interface People {
  /** Somebody new; with the open id of somebody known, that one. */
  person(person?: Partial<Person>): Person;
  /** The private chat of a person with the bot. */
  direct(person: Person): Chat;
  /** A group that the bot is in; with `topics`, one of topics. */
  group(group: { title: string; id?: string; topics?: boolean }): Chat;
  join(chat: ChatRef, person: Person): void;
  leave(chat: ChatRef, person: Person): void;
  setOwner(chat: ChatRef, person: Person): void;
  makeManager(chat: ChatRef, person: Person): void;
  /** The bot is thrown out of a group. */
  kick(chat: ChatRef): void;
  /** Writes a message and returns its id, `om_…`. */
  say(chat: ChatRef, person: Person, text: string, options?: SayOptions): string;
  /** The topic (`omt_…`) that a message stands in, to say more there. */
  topicOf(messageId: string): string | undefined;
  /** A message disappears, taken back by who wrote it or by an admin. */
  recall(chat: ChatRef, messageId: string): void;
  /** Presses a button, named by its element id or its text; resolves when the bot answered or the deadline passed. */
  press(chat: ChatRef, person: Person, messageId: string, button: string): Promise<PressAnswer>;
}
