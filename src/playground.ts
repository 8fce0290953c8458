/** The playground of the web console: a platform whose people are make-believe. What its pages may ask of it. */

import type { ButtonPress, Chat, Person, Role } from './message.ts';

/** Somebody in a chat of the playground; `admin`, the person of this id alone, is one of the bot's admins. */
export interface PlaygroundPerson extends Person {
  readonly role: Role;
}

export interface PlaygroundChat extends Chat {
  readonly title: string;
  readonly people: readonly PlaygroundPerson[];
  /** Whether the bot is in it; it hears and says nothing where it was thrown out, or blocked. */
  readonly present: boolean;
}

/** A chat that is yet to be. One that is direct has one person in it. */
export interface ChatDraft {
  readonly kind: Chat['kind'];
  readonly title: string;
  /** An id is 1 to 32 of `a-z`, `0-9`, `-`; absent: one is made. */
  readonly people: readonly { readonly id?: string; readonly name: string; readonly role: Role }[];
}

/** A button of a message. */
export interface PlaygroundButton {
  readonly action: ButtonPress['action'];
  readonly label: string;
  readonly token: string;
}

/** A message as everybody sees it now. */
export interface PlaygroundMessage {
  /** Unique in all chats. */
  readonly id: string;
  readonly chat: string;
  readonly from: Person | 'bot';
  /** What it says, ready to be shown: everything in it that is not our own markup is escaped. */
  readonly html: string;
  /** The same without any format. */
  readonly text: string;
  /** Unix milliseconds. */
  readonly at: number;
  readonly editedAt?: number;
  /** Id of the message that it answers. */
  readonly replyTo?: string;
  /** Absent on what people say. */
  readonly state?: 'growing' | 'done' | 'failed';
  readonly buttons?: readonly PlaygroundButton[];
  /** It carries a text as a file: see `Playground.file`. */
  readonly file?: { readonly name: string };
}

/** What somebody says. */
export interface Saying {
  readonly chat: string;
  /** Id of the person who says it. */
  readonly as: string;
  /** `@` and a name mentions that person, or the bot (`@言桥`, `@yanqiao`). */
  readonly text: string;
  readonly replyTo?: string;
  /** Mentions the bot, whether or not the text has its name. */
  readonly mention?: boolean;
  /** Who says it again with the same id (1 to 40 of `A-Z`, `a-z`, `0-9`, `-`, `_`) says it once; absent: one is made. */
  readonly id?: string;
}

/** A message, as somebody in its chat does something to it. */
export interface Touch {
  readonly chat: string;
  /** Id of the person who does it. */
  readonly as: string;
  readonly message: string;
}

/** Something has become different. The latest state alone is told: what changed twice between two looks is told once. */
export type PlaygroundChange =
  | { readonly kind: 'message'; readonly message: PlaygroundMessage }
  | { readonly kind: 'message-gone'; readonly chat: string; readonly message: string }
  | { readonly kind: 'chat'; readonly chat: PlaygroundChat }
  | { readonly kind: 'chat-gone'; readonly chat: string }
  /** Too much has happened since: everything must be read anew. */
  | { readonly kind: 'missed' };

/** Changes that belong together. */
export interface Changes {
  /** Where they end: `Playground.watch` goes on after it, also in another process. For `Last-Event-ID`. */
  readonly id: string;
  readonly changes: readonly PlaygroundChange[];
}

/** Its methods throw `PlaygroundRefusal` where somebody asks for what cannot be. */
export interface Playground {
  /** All chats, oldest first; the first look makes some. */
  chats(): Promise<readonly PlaygroundChat[]>;
  /** The messages of a chat, oldest first. */
  messages(chat: string): Promise<readonly PlaygroundMessage[]>;
  openChat(draft: ChatDraft): Promise<PlaygroundChat>;
  /** The chat and all that was said in it are no more. */
  closeChat(chat: string): Promise<void>;
  /** Takes the bot in or throws it out; where the chat is direct, its person blocks it, or does so no more. */
  setPresent(chat: string, present: boolean): Promise<void>;
  /** Resolves to the message's id once it is safe: it will be heard, be it by another process. */
  say(saying: Saying): Promise<string>;
  /** Changes what the same person said. */
  edit(touch: Touch & { readonly text: string }): Promise<void>;
  /** Takes a message back: one's own, or, as an admin of the chat, anybody's but the bot's. */
  takeBack(touch: Touch): Promise<void>;
  /** Presses a button. @returns what the person reads; undefined where nothing came in time, or it is heard nowhere */
  press(touch: Touch & Pick<ButtonPress, 'action' | 'token'>): Promise<string | undefined>;
  /** What a message carries; undefined where there is no such message, or it carries nothing. */
  file(message: string): Promise<{ readonly name: string; readonly text: string } | undefined>;
  /** Any Markdown as the messages here are shown, just as safe: for the console's other pages. */
  html(markdown: string): string;
  /**
   * Tells of changes until `signal` aborts, and then ends. The first comes at once, maybe without any change: from its
   * id on nothing is missed.
   * @param after the id of the changes that were seen last; absent, or none of ours: from now on
   */
  watch(after: string | undefined, signal: AbortSignal): AsyncIterable<Changes>;
}

/** What somebody asked of the playground cannot be. */
export type PlaygroundRefusalKind =
  | 'unknown' // there is no such chat, person or message
  | 'forbidden' // it is somebody else's
  | 'wrong' // too long, empty, a name that is none
  | 'full'; // there are as many as there may be

export class PlaygroundRefusal extends Error {
  override readonly name = 'PlaygroundRefusal';
  readonly kind: PlaygroundRefusalKind;

  constructor(kind: PlaygroundRefusalKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
