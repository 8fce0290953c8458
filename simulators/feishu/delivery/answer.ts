import type { Delivery, Wire } from '../words.ts';

/** An event as it travels. open.feishu.cn/document: server-docs/event-subscription-guide */
export interface Envelope {
  readonly schema: '2.0';
  readonly header: Wire & { readonly event_id: string; readonly event_type: string };
  readonly event: Wire;
}

/** What became of one attempt to hand an event over; `data` is what the bot answered to a card's button. */
export interface Answer {
  readonly outcome: Exclude<Delivery['outcome'], 'pending'>;
  readonly data?: Wire | undefined;
}

/** A way for events to the bot. */
export interface Way {
  readonly by: Delivery['by'];
  /** Resolves once there is somebody to hand an event to, or at the end of everything. */
  ready(): Promise<void>;
  /** One attempt. */
  carry(envelope: Envelope): Promise<Answer>;
}
