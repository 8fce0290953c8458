import { EventEmitter } from 'node:events';
import { now } from '../now.ts';
import type { UpdateKind, Wire } from '../words.ts';

/** An update that waits for its delivery. `lane`: updates of one chat travel in order. */
export interface Pending {
  readonly update: Wire & { update_id: number };
  readonly lane: number;
  /** How many more times it is delivered although it was confirmed. */
  repeats: number;
}

/** What the bot gets when it does not say: everything but these. core.telegram.org/bots/api#getupdates */
const askedForOnly = new Set(['chat_member', 'message_reaction', 'message_reaction_count']);

/** The updates that are not confirmed yet, oldest first. */
export class Updates {
  pending: Pending[] = [];
  /** Emits `update` whenever something new may be delivered. */
  readonly arrivals = new EventEmitter().setMaxListeners(0);
  /** Empty: the default. Kept until a call names another list. */
  allowed: readonly string[] = [];
  #nextId = Math.floor(now() / 1000);
  #duplicates = 0;
  #held: Pending[] = [];
  #holdUntil = 0;

  push(kind: UpdateKind, lane: number, content: Wire): void {
    if (this.allowed.length > 0 ? !this.allowed.includes(kind) : askedForOnly.has(kind)) return;
    const repeats = this.#duplicates > 0 ? 1 : 0;
    this.#duplicates -= repeats;
    this.#held.push({ update: { update_id: this.#nextId++, [kind]: content }, lane, repeats });
    if (this.#held.length < this.#holdUntil) return;
    this.pending.push(...this.#held.reverse());
    this.#held = [];
    this.#holdUntil = 0;
    this.arrivals.emit('update');
  }

  /** The next `count` updates are each delivered twice. */
  duplicate(count: number): void {
    this.#duplicates += count;
  }

  /** The next `count` updates are held until all are there, and then delivered in reverse order. */
  reorder(count: number): void {
    this.#holdUntil = count;
  }

  /** Everything below `offset` is delivered; a negative one keeps only so many of the newest. */
  confirm(offset: number): void {
    if (offset < 0) this.pending = this.pending.slice(offset);
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
}
