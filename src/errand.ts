import type { Chat, IncomingMessage } from './message.ts';
import type { ReplyRecord, ReplyTarget, TextFile } from './platform.ts';

/** A command that a person typed. */
export interface CommandErrand {
  readonly kind: 'command';
  readonly message: IncomingMessage;
  readonly name: string;
  readonly args: string;
}

/** Something to say or do outside a conversation's order: it never waits behind an answer, and survives a crash. */
export type Errand =
  | CommandErrand
  /** Words of our own. */
  | {
      readonly kind: 'say';
      readonly platform: string;
      readonly target: ReplyTarget;
      readonly markdown: string;
      /** As of a file, where they stand for one. */
      readonly madeBy?: CommandErrand;
    }
  /** A file that a command made. */
  | {
      readonly kind: 'file';
      readonly platform: string;
      readonly target: ReplyTarget;
      readonly file: TextFile;
      /** Said instead, where the platform takes no files. */
      readonly markdown: string;
      /** What makes it anew, where something in it is to be forgotten before it is sent. */
      readonly madeBy?: CommandErrand;
    }
  /** Forgets what was said in a chat until the bot left it; all, where it is not told when that was. */
  | {
      readonly kind: 'forget';
      readonly platform: string;
      readonly chat: Chat;
      readonly until?: number | undefined;
    }
  /** The last state of a reply, which the platform did not take in time. */
  | {
      readonly kind: 'last-state';
      readonly platform: string;
      readonly target: ReplyTarget;
      /** Absent where nothing was shown yet. */
      readonly record?: ReplyRecord;
      readonly markdown: string;
      /** As of a file, where it stands for one. */
      readonly madeBy?: CommandErrand;
    };

/**
 * Queues an errand, once for each id in 48 hours.
 * @param afterMs not before that many milliseconds
 */
export type SendErrand = (id: string, errand: Errand, afterMs?: number) => Promise<void>;
