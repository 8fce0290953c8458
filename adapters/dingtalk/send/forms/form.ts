import { PlatformFailure } from '../../../../src/errors.ts';
import type { ReplyTarget } from '../../../../src/platform.ts';
import type { Insist } from '../patience.ts';
import type { Look, Sheet } from '../sheet.ts';

/** Where a message goes, and as whose. */
export interface Desk {
  readonly target: ReplyTarget;
  readonly robotCode: string;
}

/** Another message takes the place of this one, which cannot be changed any more, and others of those behind it. */
export type StartOver = (sheet: Sheet) => Promise<void>;

/** Does a change to a card. @returns false: DingTalk knows no such card */
export async function ifThere(change: Promise<void>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    if (error instanceof PlatformFailure && error.kind === 'refused') return false;
    throw error;
  }
}

/** One way of showing an answer. */
export interface Form {
  /** Brings a look to the screen: the first of a message that is `new`, or another of one that is there. Throws `PlatformFailure`. */
  show(sheet: Sheet, look: Look, insist: Insist): Promise<void>;
  /**
   * Brings a last look to a message that is not needed any more, for it cannot be taken back.
   * @returns whether it is there
   */
  retire(sheet: Sheet, look: Look, insist: Insist): Promise<boolean>;
}
