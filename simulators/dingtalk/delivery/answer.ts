import type { Delivery, Wire } from '../words.ts';

/** What became of one attempt to hand something over; `data` is what the acknowledgement brought. */
export interface Answer {
  readonly outcome: Exclude<Delivery['outcome'], 'pending'>;
  readonly data?: Wire | undefined;
}

/** A way to the bot. */
export interface Way {
  readonly by: Delivery['by'];
  /** Resolves once there is somebody to hand something to, or at the end of everything. */
  ready(topic: string): Promise<void>;
  /** One attempt, answered until `until` (ms since the epoch) or not at all. */
  carry(topic: string, data: Wire, until: number): Promise<Answer>;
}
