import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import { Delays } from '../../delays.ts';
import { Reversal } from '../../reversal.ts';
import { newId, tenantKey } from '../ids.ts';
import type { Delivery, Wire } from '../words.ts';
import type { Answer, Envelope, Way } from './answer.ts';

/** What every event tells, and how often it comes again. */
export interface EventOptions {
  readonly appId: string;
  readonly verificationToken: string;
  /** The wait before each redelivery; after the last one the event is lost. */
  readonly redeliverMs: readonly number[];
  readonly clock: Clock;
  /** Told after each change of `deliveries`. */
  readonly changed: () => void;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** The events on their way to the bot, each again until it is acknowledged. */
export class Events {
  readonly deliveries: Delivery[] = [];
  readonly #options: EventOptions;
  #way: Way = {
    by: 'connection',
    ready: async () => undefined,
    carry: async () => ({ outcome: 'unanswered' }),
  };
  readonly #delays: Delays;
  readonly #reversal = new Reversal<Envelope>(envelopes => {
    for (const envelope of envelopes) void this.#deliver(envelope);
  });
  #duplicates = 0;

  constructor(options: EventOptions) {
    this.#options = options;
    this.#delays = new Delays(options.clock);
  }

  /** Every attempt from now on goes this way. */
  goBy(way: Way): void {
    this.#way = way;
  }

  /** Tells the bot of something, as often as it takes. */
  push(type: string, event: Wire): void {
    this.#send(this.#wrap(type, event));
    if (this.#duplicates === 0) return;
    this.#duplicates -= 1;
    this.#send(this.#wrap(type, event));
  }

  /** Asks the bot once, and never again: a card's button is not delivered twice. */
  ask(type: string, event: Wire): Promise<Answer> {
    return this.#attempt(this.#wrap(type, event), 1);
  }

  /** The next `count` events come twice, the second time with another event id. */
  duplicate(count: number): void {
    this.#duplicates += count;
  }

  /** The next `count` events set out `ms` later. */
  delay(count: number, ms: number): void {
    this.#delays.add(count, ms);
  }

  /** The next `count` events are held until all are there, for 5 s at most, and then set out in reverse. */
  reorder(count: number): void {
    this.#reversal.plan(count);
  }

  #send(envelope: Envelope): void {
    this.#delays.pass(() => this.#reversal.pass(envelope));
  }

  async #deliver(envelope: Envelope): Promise<void> {
    const { redeliverMs, signal } = this.#options;
    for (const [index, waitMs] of [...redeliverMs, undefined].entries()) {
      await this.#way.ready();
      if (signal.aborted) return;
      const { outcome } = await this.#attempt(envelope, index + 1);
      if (outcome === 'acknowledged' || waitMs === undefined) return;
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
    }
  }

  async #attempt(envelope: Envelope, attempt: number): Promise<Answer> {
    const { clock, changed } = this.#options;
    const way = this.#way;
    const { event_id: eventId, event_type: type } = envelope.header;
    const about = aboutOf(envelope.event);
    const delivery: Delivery = {
      eventId,
      type,
      ...about,
      attempt,
      by: way.by,
      at: clock.now(),
      outcome: 'pending',
    };
    this.deliveries.push(delivery);
    changed();
    const answer = await way.carry(envelope);
    Object.assign(delivery, { doneAt: clock.now(), outcome: answer.outcome });
    changed();
    return answer;
  }

  #wrap(type: string, event: Wire): Envelope {
    const { appId, verificationToken, clock } = this.#options;
    const header = {
      event_id: newId(''),
      event_type: type,
      create_time: String(Math.floor(clock.now())),
      token: verificationToken,
      app_id: appId,
      tenant_key: tenantKey,
    };
    return { schema: '2.0', header, event };
  }
}

/** The message and the chat that an event names: a message's are nested, a button's are its context. */
function aboutOf(event: Wire): Pick<Delivery, 'messageId' | 'chat'> {
  const { message_id, chat_id, open_message_id, open_chat_id } = (event['message'] ??
    event['context'] ??
    event) as Readonly<Record<string, string | undefined>>;
  return { messageId: message_id ?? open_message_id, chat: chat_id ?? open_chat_id };
}
