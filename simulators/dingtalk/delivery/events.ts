import type { Clock } from '../../clock.ts';
import { Delays } from '../../delays.ts';
import { Reversal } from '../../reversal.ts';
import type { Delivery, Wire } from '../words.ts';
import type { Answer, Way } from './answer.ts';

/** How often something comes again. */
export interface EventOptions {
  readonly clock: Clock;
  /** The wait before each redelivery; after the last one the message is lost. */
  readonly redeliverMs: readonly number[];
  /** Told after each change of `deliveries`. */
  readonly changed: () => void;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** What is handed over, and what it is about. */
export type Handed = Pick<Delivery, 'topic' | 'id' | 'messageId' | 'chat'> & { readonly data: Wire };

/** What is on its way to the bot, each again until it is acknowledged: the same message in a new frame. */
export class Events {
  readonly deliveries: Delivery[] = [];
  readonly #options: EventOptions;
  #way: Way;
  readonly #delays: Delays;
  readonly #reversal = new Reversal<() => void>(all => {
    for (const depart of all) depart();
  });
  #duplicates = 0;

  constructor(way: Way, options: EventOptions) {
    this.#way = way;
    this.#options = options;
    this.#delays = new Delays(options.clock);
  }

  /** Every attempt from now on goes this way. */
  goBy(way: Way): void {
    this.#way = way;
  }

  /** Tells the bot of something, as often as it takes; by `way`, if that is the only one. */
  push(handed: Handed, way?: Way): void {
    this.#send(handed, way);
    if (this.#duplicates === 0) return;
    this.#duplicates -= 1;
    this.#send(handed, way);
  }

  /** Asks the bot once, by `way`, and never again: a button is not delivered twice. */
  ask(way: Way, handed: Handed, withinMs: number): Promise<Answer> {
    return this.#attempt(way, handed, 1, this.#options.clock.now() + withinMs);
  }

  /** The next `count` messages come twice, each time in another frame. */
  duplicate(count: number): void {
    this.#duplicates += count;
  }

  /** The next `count` messages set out `ms` later. */
  delay(count: number, ms: number): void {
    this.#delays.add(count, ms);
  }

  /** The next `count` messages are held until all are there, and then set out in reverse. */
  reorder(count: number): void {
    this.#reversal.plan(count);
  }

  #send(handed: Handed, way?: Way): void {
    this.#delays.pass(() => {
      this.#reversal.pass(() => void this.#deliver(handed, way));
    });
  }

  /** A message that nobody is there for waits until somebody is. */
  async #deliver(handed: Handed, way?: Way): Promise<void> {
    const { redeliverMs, clock, signal } = this.#options;
    const waits = [...redeliverMs, redeliverMs.at(-1) ?? 0];
    for (const [index, waitMs] of waits.entries()) {
      await (way ?? this.#way).ready(handed.topic);
      if (signal.aborted) return;
      const until = clock.now() + waitMs;
      const { outcome } = await this.#attempt(way ?? this.#way, handed, index + 1, until);
      if (outcome === 'acknowledged') return;
      await clock.until(until, signal);
    }
  }

  async #attempt(way: Way, { data, ...what }: Handed, attempt: number, until: number): Promise<Answer> {
    const { clock, changed } = this.#options;
    const delivery: Delivery = { ...what, attempt, by: way.by, at: clock.now(), outcome: 'pending' };
    this.deliveries.push(delivery);
    changed();
    const answer = await way.carry(what.topic, data, until);
    Object.assign(delivery, { doneAt: clock.now(), outcome: answer.outcome });
    changed();
    return answer;
  }
}
