import type { Wire } from '../words.ts';

/** An update that waits for its delivery. `lane`: updates of one chat travel in order. */
export interface Pending {
  readonly update: Wire & { update_id: number };
  readonly lane: number;
  /** How often it was handed to the bot. */
  attempts: number;
  /** How many more times it is delivered although it was confirmed. */
  repeats: number;
}
