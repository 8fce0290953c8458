import { once } from 'node:events';
import { Refusal } from '../refusal.ts';
import type { Wire } from '../words.ts';
import type { Updates } from './updates.ts';

/** `getUpdates` for one poller at a time: a second one, or a webhook, ends the first one's wait with a 409. */
export class Polling {
  readonly #updates: Updates;
  #current: AbortController | undefined;

  constructor(updates: Updates) {
    this.#updates = updates;
  }

  /** Waits at most `timeoutS` for an update; `signal` fires when the caller hangs up. @throws Refusal */
  async poll(
    request: { offset: number; limit: number; timeoutS: number },
    signal: AbortSignal,
  ): Promise<Wire[]> {
    this.terminate('other getUpdates request; make sure that only one bot instance is running');
    this.#updates.confirm(request.offset);
    const current = new AbortController();
    this.#current = current;
    if (this.#updates.pending.length === 0) {
      // Not `AbortSignal.timeout`: what `any` alone knows, Node 20 collects as garbage, and it never fires.
      const patience = new AbortController();
      const late = setTimeout(() => patience.abort(), request.timeoutS * 1000);
      const end = AbortSignal.any([signal, current.signal, patience.signal]);
      await once(this.#updates.arrivals, 'update', { signal: end }).catch(() => undefined);
      clearTimeout(late);
    }
    if (current.signal.aborted) throw current.signal.reason;
    this.#current = undefined;
    return this.#updates.pending.slice(0, request.limit).map(({ update }) => update);
  }

  terminate(by: string): void {
    this.#current?.abort(new Refusal(409, `terminated by ${by}`));
    this.#current = undefined;
  }
}
