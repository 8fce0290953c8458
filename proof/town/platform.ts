import type { Message, PlatformName, Write } from '../judge/evidence.ts';
import type { PlatformFault } from '../story/story.ts';

/** One platform of a town, in words that fit all of them. */
export interface TownPlatform {
  readonly name: PlatformName;
  /** With these a bot finds it. */
  readonly settings: Readonly<Record<string, string>>;
  room(kind: 'direct' | 'group', people: number): TownRoom;
  /** When each message of a person was handed to the bot, and when the bot said that it has it; by the message's id. */
  deliveries(): ReadonlyMap<string, Delivered>;
  /** What kind of write a call is; undefined: it writes no message. */
  kindOf(api: string): Write['kind'] | undefined;
  duplicate(count: number): void;
  reorder(count: number): void;
  delay(count: number, ms: number): void;
  cutConnections(): void;
  expireTokens(): void;
  close(): Promise<void>;
}

export interface Delivered {
  readonly handedAt: number;
  readonly acceptedAt: number | undefined;
}

/** Where people talk; one conversation of the bot's. */
export interface TownRoom {
  readonly id: string;
  /** @param speaker one of its people, from 0 on @returns the message's id, the same as in `deliveries` and in `Shown` */
  say(speaker: number, text: string): string;
  /** Lets the next calls in this room fail; on some platforms those that hold the text. */
  fault(kind: PlatformFault, times: number, text: string): void;
  /** The bot's messages, but for its greeting. */
  shown(): readonly Shown[];
}

export type Shown = Pick<Message, 'id' | 'states' | 'isGone'> & {
  /** The person's message that it replies to, where the platform tells. */
  readonly replyTo: string | undefined;
};

/** With this the bot comes into a group; it answers nobody. */
export const greeting = /^(大家好，我是|Hello everyone, I am)/;
