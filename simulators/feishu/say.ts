import type { Person } from './words.ts';

/** How a person says something. */
export interface SayOptions {
  /** Who is mentioned: where the text has `@name`, or else before it. `all` is everybody in the group. */
  readonly mentions?: readonly (Person | 'all')[];
  /** The message it replies to; in a topic, it stays there. */
  readonly replyTo?: string;
  /** The topic, as `topicOf()` tells it. */
  readonly topic?: string;
  /** As rich text; each line is a paragraph. */
  readonly post?: boolean;
  /** In place of the text: */
  readonly image?: boolean;
  readonly file?: boolean;
  readonly audio?: boolean;
  readonly sticker?: boolean;
  /** When it was sent, in ms since the epoch, if not just now. */
  readonly sentAt?: number;
}
