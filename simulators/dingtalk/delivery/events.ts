import type { Clock } from '../../clock.ts';
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

/** What is on its way to the bot, each again until it is acknowledged: the same message in a new frame. */
export class Events {
  readonly deliveries: Delivery[] = [];
  readonly #options: EventOptions;
  #way: Way;
  #duplicates = 0;

  constructor(way: Way, options: EventOptions) {
    this.#way = way;
    this.#options = options;
  }

  /** Every attempt from now on goes this way. */
  goBy(way: Way): void {
    this.#way = way;
  }

  /** Tells the bot of something, as often as it takes; by `way`, if that is the only one. */
  push(topic: string, id: string, data: Wire, way?: Way): void {
    void this.#deliver(topic, id, data, way);
    if (this.#duplicates === 0) return;
    this.#duplicates -= 1;
    void this.#deliver(topic, id, data, way);
  }

  /** Asks the bot once, by `way`, and never again: a button is not delivered twice. */
  ask(way: Way, topic: string, id: string, data: Wire, withinMs: number): Promise<Answer> {
    return this.#attempt(way, { topic, id, attempt: 1 }, data, this.#options.clock.now() + withinMs);
  }

  /** The next `count` messages come twice, each time in another frame. */
  duplicate(count: number): void {
    this.#duplicates += count;
  }

  /** A message that nobody is there for waits until somebody is. */
  async #deliver(topic: string, id: string, data: Wire, way?: Way): Promise<void> {
    const { redeliverMs, clock, signal } = this.#options;
    const waits = [...redeliverMs, redeliverMs.at(-1) ?? 0];
    for (const [index, waitMs] of waits.entries()) {
      await (way ?? this.#way).ready(topic);
      if (signal.aborted) return;
      const until = clock.now() + waitMs;
      const { outcome } = await this.#attempt(
        way ?? this.#way,
        { topic, id, attempt: index + 1 },
        data,
        until,
      );
      if (outcome === 'acknowledged') return;
      await clock.until(until, signal);
    }
  }

  async #attempt(
    way: Way,
    what: Pick<Delivery, 'topic' | 'id' | 'attempt'>,
    data: Wire,
    until: number,
  ): Promise<Answer> {
    const { clock, changed } = this.#options;
    const delivery: Delivery = { ...what, by: way.by, at: clock.now(), outcome: 'pending' };
    this.deliveries.push(delivery);
    changed();
    const answer = await way.carry(what.topic, data, until);
    Object.assign(delivery, { doneAt: clock.now(), outcome: answer.outcome });
    changed();
    return answer;
  }
}
