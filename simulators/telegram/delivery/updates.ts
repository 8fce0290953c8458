import { EventEmitter } from 'node:events';
import { Clock } from '../../clock.ts';
import { Delays } from '../../delays.ts';
import { Reversal } from '../../reversal.ts';
import { now } from '../now.ts';
import type { UpdateKind, Wire } from '../words.ts';
import { Deliveries } from './deliveries.ts';
import type { Pending } from './pending.ts';

/** What the bot gets when it does not say: everything but these. core.telegram.org/bots/api#getupdates */
const askedForOnly = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** The updates that are not confirmed yet, oldest first. */
export class Updates {
  pending: Pending[] = [];
  readonly deliveries: Deliveries;
  /** Emits `update` whenever something new may be delivered. */
  readonly arrivals = new EventEmitter().setMaxListeners(0);
  /** Empty: the default. Kept until a call names another list. */
  allowed: readonly string[] = [];
  readonly #delays = new Delays(new Clock());
  readonly #reversal = new Reversal<Pending>(entries => this.#enter(entries));
  #nextId = Math.floor(now() / 1000);
  #duplicates = 0;

  /** `changed` is told after each change of the deliveries. */
  constructor(changed: () => void) {
    this.deliveries = new Deliveries(changed);
  }

  push(kind: UpdateKind, lane: number, content: Wire): void {
    if (this.allowed.length > 0 ? !this.allowed.includes(kind) : askedForOnly.has(kind)) return;
    const repeats = this.#duplicates > 0 ? 1 : 0;
    this.#duplicates -= repeats;
    // Numbered when it sets out: what comes late must not be below an offset that was confirmed meanwhile.
    this.#delays.pass(() => {
      const update = { update_id: this.#nextId++, [kind]: content };
      this.#reversal.pass({ update, lane, attempts: 0, repeats });
    }, lane);
  }

  /** The next `count` updates are each delivered twice. */
  duplicate(count: number): void {
    this.#duplicates += count;
  }

  /** The next `count` updates are held until all are there, for 5 s at most, and then delivered in reverse order. */
  reorder(count: number): void {
    this.#reversal.plan(count);
  }

  /** The next `count` updates come `ms` later; those of the same chat wait behind them. */
  delay(count: number, ms: number): void {
    this.#delays.add(count, ms);
  }

  /** A poll's answer goes out with these. */
  handOut(updates: readonly { readonly update_id: number }[]): void {
    const ids = new Set(updates.map(({ update_id }) => update_id));
    for (const entry of this.pending)
      if (ids.has(entry.update.update_id)) this.deliveries.begin(entry, 'poll');
  }

  /** Everything below `offset` is delivered; a negative one keeps only so many of the newest. */
  confirm(offset: number): void {
    if (offset < 0) this.pending = this.pending.slice(offset);
    const first = offset < 0 ? (this.pending[0]?.update.update_id ?? Number.POSITIVE_INFINITY) : offset;
    this.deliveries.acknowledge(id => id < first);
    this.pending = this.pending.filter(entry => entry.update.update_id >= offset || entry.repeats-- > 0);
  }

  /** One update has arrived. */
  delivered(entry: Pending): void {
    if (entry.repeats-- > 0) return;
    this.pending = this.pending.filter(other => other !== entry);
  }

  drop(): void {
    this.pending = [];
  }

  #enter(entries: readonly Pending[]): void {
    if (entries.length === 0) return;
    this.pending.push(...entries);
    this.arrivals.emit('update');
  }
}
