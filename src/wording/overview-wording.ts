/** What became of a command of those who run a chat or the bot. `not-understood`: nothing was done. */
export type AuditResult = 'done' | 'refused' | 'not-understood' | 'failed';

/** A conversation that has unanswered questions. */
export interface WaitingConversation {
  /** What shares one memory and one order. */
  readonly conversation: string;
  /** `platform:id` */
  readonly chat: string;
  /** What people call the place. */
  readonly name?: string;
  /** The answer that is being made: how long its question has been at the head, and whether there is text to be seen. */
  readonly answer?: { readonly isWriting: boolean; readonly forMs: number };
  /** Questions whose answer has not begun, and how long the first of them has waited. */
  readonly waiting?: { readonly count: number; readonly longestMs: number };
}

/** Who waits, in all chats. */
export interface QueueReport {
  readonly conversations: number;
  /** Answers that are being made. */
  readonly answers: number;
  /** Questions that wait. */
  readonly questions: number;
  readonly here: readonly WaitingConversation[];
  /** Those first that have had work for longest. */
  readonly elsewhere: readonly WaitingConversation[];
  /** Conversations beyond those. */
  readonly more: number;
}

/** An entry of the audit log, as people are told of it. */
export interface ToldEntry {
  /** `2026-11-23 14:05`, by `TIME_ZONE`. */
  readonly when: string;
  /** `platform:person` */
  readonly who: string;
  /** `platform:chat`; the same as `who` in most direct chats, and not told then. */
  readonly where: string;
  readonly what: string;
  readonly result: AuditResult;
}

/** What those read who look after the bot. */
export interface OverviewWording {
  queue(report: QueueReport): string;
  readonly audit: {
    /** @param entries the latest first. @param about whose they are, where not everybody's */
    list(entries: readonly ToldEntry[], about?: string): string;
    /** Above the latest entries, where the platform takes no files. */
    readonly noFile: string;
    /** What can be typed; also the answer to what was not understood. */
    readonly how: string;
  };
}
