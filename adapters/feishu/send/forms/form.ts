import type { ReplyTarget } from '../../../../src/platform.ts';
import type { Look } from '../card.ts';
import type { Insist } from '../patience.ts';
import type { Sheet } from '../sheet.ts';

/** Where a message goes and who may send it. */
export interface Desk {
  readonly target: ReplyTarget;
  /** Keeps the records of all sheets; rejects when another process owns the reply. */
  readonly keep: () => Promise<void>;
  /**
   * Sends a first message and notes its id: kept before, so that nobody sends who must not, and after.
   * @returns whether it shows this content: an earlier try that landed shows what it said
   */
  readonly send: (sheet: Sheet, message: Content, insist: Insist) => Promise<boolean>;
}

/** What `send` puts into a message. */
export interface Content {
  readonly msg_type: 'interactive' | 'post';
  readonly content: string;
}

/** One way of showing an answer. */
export interface Form {
  /** Sends the first state. A sheet whose sending was interrupted is sent as it was begun, and its look is not known. */
  begin(sheet: Sheet, look: Look, insist: Insist): Promise<void>;
  /** Shows another state. */
  change(sheet: Sheet, look: Look, insist: Insist): Promise<void>;
}
