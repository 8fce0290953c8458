import type { ReplyTarget } from '../../../src/platform.ts';
import type { Insist } from '../patience.ts';
import type { Look, Sheet } from '../sheet.ts';

/** Where a message goes, and as whose. */
export interface Desk {
  readonly target: ReplyTarget;
  readonly robotCode: string;
}

/** One way of showing an answer. */
export interface Form {
  /** Brings a look to the screen: the first of a message that is `new`, or another of one that is there. Throws `PlatformFailure`. */
  show(sheet: Sheet, look: Look, insist: Insist): Promise<void>;
}
