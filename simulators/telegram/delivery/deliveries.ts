import { now } from '../now.ts';
import type { Delivery, UpdateKind, Wire } from '../words.ts';
import type { Pending } from './pending.ts';

/** Every attempt to hand an update to the bot, and what became of it. */
export class Deliveries {
  readonly all: Delivery[] = [];
  /** The last attempt of each update that may still be acknowledged. */
  readonly #open = new Map<number, Delivery>();
  readonly #changed: () => void;

  /** `changed` is told after each change. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** An update is handed over; an attempt before it that is still open went unanswered. */
  begin(entry: Pending, by: Delivery['by']): Delivery {
    const { update_id: updateId } = entry.update;
    const before = this.#open.get(updateId);
    if (before) this.end(before, 'unanswered');
    const [kind, content] = contentOf(entry.update);
    const delivery: Delivery = {
      updateId,
      kind,
      chat: entry.lane,
      messageId: messageIn(content),
      attempt: ++entry.attempts,
      by,
      at: now(),
      outcome: 'pending',
    };
    this.all.push(delivery);
    this.#open.set(updateId, delivery);
    this.#changed();
    return delivery;
  }

  end(delivery: Delivery, outcome: Exclude<Delivery['outcome'], 'pending'>): void {
    Object.assign(delivery, { doneAt: now(), outcome });
    this.#open.delete(delivery.updateId);
    this.#changed();
  }

  /** The bot has everything that is open and fits. */
  acknowledge(fits: (updateId: number) => boolean): void {
    for (const [updateId, delivery] of this.#open) if (fits(updateId)) this.end(delivery, 'acknowledged');
  }
}

const contentOf = (update: Wire) =>
  Object.entries(update).find(([key]) => key !== 'update_id') as [UpdateKind, Wire];

function messageIn(content: Wire): number | undefined {
  const message = (content['message'] as Wire | undefined) ?? content;
  return message['message_id'] as number | undefined;
}
