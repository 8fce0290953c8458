/** What happens in a chat, in our words. Adapters turn a platform's events into these; nothing here knows a platform. */

/** A place where people talk. `id` is the platform's own. */
export interface Chat {
  readonly id: string;
  readonly kind: 'direct' | 'group';
  readonly title?: string;
}

export interface Person {
  /** The platform's own id; stable, never a display name. */
  readonly id: string;
  readonly name: string;
}

/** What a person may do here; each may all that the one before may. `admin` is one of `ADMINS`, everywhere. */
export type Role = 'member' | 'chat-admin' | 'admin';

/** The message that a person answered when asking. */
export interface Quoted {
  /** `''` where it is no text. */
  readonly text: string;
  readonly fromBot: boolean;
  readonly senderName?: string;
  /** The platform's own id of who wrote it; absent where the platform does not tell. */
  readonly senderId?: string;
}

/** What a person sent. */
export interface IncomingMessage {
  /** The adapter's name: `telegram`, `feishu`, … */
  readonly platform: string;
  /** The platform's own message id; unique in its chat. */
  readonly id: string;
  readonly chat: Chat;
  /** Topic or thread inside the chat. */
  readonly topic?: string;
  readonly sender: Person;
  /** Trimmed; the mention of the bot, or its name after a command, is cut out. */
  readonly text: string;
  /** People whom it mentions beside the bot, in their order; in `text` each stands as `@name`. */
  readonly mentions?: readonly Person[];
  readonly quoted?: Quoted;
  /** Unix milliseconds, by the platform's clock. */
  readonly sentAt: number;
}

/** Somebody in a chat: whom the door looks at. */
export type Visitor = Pick<IncomingMessage, 'platform' | 'chat' | 'sender'>;

/** Who wrote it. Only people are answered; `anonymous-admin` is a person whom the platform vouches for without a name. */
export type Author = 'person' | 'anonymous-admin' | 'bot' | 'channel';

/** How a group message is addressed to the bot; `none`: it is not. In a direct chat everything is addressed. */
export type Address = 'direct' | 'mention' | 'reply' | 'none';

/** What it carries beside text. A picture with a caption that asks something is `text`. */
export type Content = 'text' | 'picture' | 'voice' | 'video' | 'file' | 'sticker' | 'place' | 'other';

/** Something that a platform told us. */
export type Arrival =
  | {
      readonly kind: 'message' | 'edit';
      readonly message: IncomingMessage;
      readonly author: Author;
      readonly address: Address;
      readonly content: Content;
      /** Several messages sent as one (an album): answered once. */
      readonly album?: string;
    }
  | { readonly kind: 'press'; readonly press: ButtonPress }
  /** The person took a message back. */
  | { readonly kind: 'recall'; readonly platform: string; readonly chat: Chat; readonly messageId: string }
  /** A chat has another id. */
  | {
      readonly kind: 'migration';
      readonly platform: string;
      readonly from: string;
      readonly to: string;
      /** When it moved, Unix milliseconds by the platform's clock; absent where that is not told. */
      readonly at?: number;
    }
  /** The bot came into a chat, or cannot write there any more: removed, blocked, the group dissolved. */
  | {
      readonly kind: 'membership';
      readonly platform: string;
      readonly chat: Chat;
      readonly state: 'joined' | 'left';
      /** The platform's id of this event, or its time: the same when it is delivered again. */
      readonly id: string;
      /** When it happened, Unix milliseconds by the platform's clock; absent where that is not told. */
      readonly at?: number | undefined;
    }
  | { readonly kind: 'nothing'; readonly why: string };

/** A button on one of our replies was pressed: Stop while it grows, then Regenerate and New conversation. */
export interface ButtonPress {
  readonly platform: string;
  /** The platform's own id of this press. */
  readonly id: string;
  readonly chat: Chat;
  readonly topic?: string;
  readonly sender: Person;
  readonly action: 'stop' | 'retry' | 'new';
  /** What the button carries: see `Buttons`. */
  readonly token: string;
  /** Shows a short text to the person who pressed. Never rejects. */
  readonly answer: (text: string) => Promise<void>;
}

/** One message, in all chats of all platforms: the identity by which it is accepted once. */
export function messageKey(message: IncomingMessage): string {
  return `${message.platform}:${message.chat.id}:${message.id}`;
}

/** A person, as written in `ADMINS`, `ALLOWED_USERS` and the audit log. */
export function personKey(platform: string, personId: string): string {
  return `${platform}:${personId}`;
}

/** A chat, as written in `ALLOWED_CHATS` and the audit log. */
export function chatKey({ platform, chat }: Pick<IncomingMessage, 'platform' | 'chat'>): string {
  return `${platform}:${chat.id}`;
}

/** Whether a group shares one memory, or each of its members has one. */
export type GroupMemory = 'chat' | 'member';

/**
 * The conversation that a message belongs to: what shares one memory and one order.
 * A direct chat, a group, a topic of a group, or a member in one of these.
 */
export function conversationOf(message: IncomingMessage, groupMemory: GroupMemory): string {
  const place = [message.platform, message.chat.id];
  if (message.topic !== undefined) place.push(`t${message.topic}`);
  if (message.chat.kind === 'group' && groupMemory === 'member') place.push(`m${message.sender.id}`);
  return place.join(':');
}

/** The chat of a conversation, as `chatKey` writes it. No platform has a colon in a chat's id. */
export function chatOf(conversation: string): string {
  return conversation.split(':', 2).join(':');
}
