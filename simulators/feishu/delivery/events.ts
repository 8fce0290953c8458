import { setTimeout as sleep } from 'node:timers/promises';
import { newId, tenantKey } from '../ids.ts';
import type { Delivery, Wire } from '../words.ts';
import type { Answer, Carry, Envelope } from './answer.ts';

/** What every event tells, and how often it comes again. */
export interface EventOptions {
  readonly appId: string;
  readonly verificationToken: string;
  /** The wait before each redelivery; after the last one the event is lost. */
  readonly redeliverMs: readonly number[];
  readonly now: () => number;
  /** Told after each change of `deliveries`. */
  readonly changed: () => void;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** The events on their way to the bot, each again until it is acknowledged. */
export class Events {
  readonly deliveries: Delivery[] = [];
  readonly #options: EventOptions;
  #way: { by: Delivery['by']; carry: Carry } = {
    by: 'connection',
    carry: async () => ({ outcome: 'unanswered' }),
  };
  #duplicates = 0;

  constructor(options: EventOptions) {
    this.#options = options;
  }

  /** Every attempt from now on goes this way. */
  goBy(by: Delivery['by'], carry: Carry): void {
    this.#way = { by, carry };
  }

  /** Tells the bot of something, as often as it takes. */
  push(type: string, event: Wire): void {
    void this.#deliver(this.#wrap(type, event));
    if (this.#duplicates === 0) return;
    this.#duplicates -= 1;
    void this.#deliver(this.#wrap(type, event));
  }

  /** Asks the bot once, and never again: a card's button is not delivered twice. */
  ask(type: string, event: Wire): Promise<Answer> {
    return this.#attempt(this.#wrap(type, event), 1, false);
  }

  /** The next `count` events come twice, the second time with another event id. */
  duplicate(count: number): void {
    this.#duplicates += count;
  }

  async #deliver(envelope: Envelope): Promise<void> {
    const { redeliverMs, signal } = this.#options;
    for (const [index, waitMs] of [...redeliverMs, undefined].entries()) {
      const { outcome } = await this.#attempt(envelope, index + 1, true);
      if (outcome === 'acknowledged' || waitMs === undefined) return;
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
    }
  }

  async #attempt(envelope: Envelope, attempt: number, patient: boolean): Promise<Answer> {
    const { now, changed } = this.#options;
    const { by, carry } = this.#way;
    const { event_id: eventId, event_type: type } = envelope.header;
    const delivery: Delivery = { eventId, type, attempt, by, at: now(), outcome: 'pending' };
    this.deliveries.push(delivery);
    const answer = await carry(envelope, patient);
    Object.assign(delivery, { doneAt: now(), outcome: answer.outcome });
    changed();
    return answer;
  }

  #wrap(type: string, event: Wire): Envelope {
    const { appId, verificationToken, now } = this.#options;
    const header = {
      event_id: newId(''),
      event_type: type,
      create_time: String(Math.floor(now())),
      token: verificationToken,
      app_id: appId,
      tenant_key: tenantKey,
    };
    return { schema: '2.0', header, event };
  }
}
