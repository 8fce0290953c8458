import { setTimeout as sleep } from 'node:timers/promises';
import { now } from '../now.ts';
import type { Delivery, Wire } from '../words.ts';
import type { Pending } from './pending.ts';
import type { Updates } from './updates.ts';

/** Where updates are posted to, and with how much patience. */
export interface WebhookTarget {
  readonly url: string;
  readonly secretToken: string;
  readonly maxConnections: number;
}

/** What became of one attempt, and what the vendor says about it. */
interface Attempt {
  readonly outcome: Exclude<Delivery['outcome'], 'pending'>;
  readonly problem?: string;
}

const timeoutProblem = 'Read timeout expired';

/** Posts updates: one chat's in order, several chats' side by side, each again until it is answered with a 2xx. */
export class Webhook {
  readonly #updates: Updates;
  readonly #patience: { retryMs: number; timeoutMs: number };
  readonly #busy = new Set<number>();
  readonly #closed = new AbortController();
  #target: WebhookTarget | undefined;
  #lostAnswers = 0;
  #lastError: Wire = {};

  /** `retryMs` doubles with each failure, up to 30 s; an answer is awaited for `timeoutMs`. */
  constructor(updates: Updates, patience: { retryMs: number; timeoutMs: number }) {
    this.#updates = updates;
    this.#patience = patience;
    updates.arrivals.on('update', () => this.#pump());
  }

  get isActive(): boolean {
    return this.#target !== undefined;
  }

  point(target: WebhookTarget | undefined): void {
    this.#target = target;
    this.#lastError = {};
    this.#pump();
  }

  info(): Wire {
    return {
      url: this.#target?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: this.#updates.pending.length,
      ...(this.#target && { max_connections: this.#target.maxConnections }),
      ...(this.#updates.allowed.length > 0 && { allowed_updates: this.#updates.allowed }),
      ...this.#lastError,
    };
  }

  /** The next `times` answers get lost on their way: those updates are posted again. */
  loseAnswers(times: number): void {
    this.#lostAnswers += times;
  }

  close(): void {
    this.#target = undefined;
    this.#closed.abort();
  }

  #pump(): void {
    for (const entry of this.#updates.pending) {
      if (!this.#target || this.#busy.size >= this.#target.maxConnections) return;
      if (!this.#busy.has(entry.lane)) void this.#deliver(entry, this.#target);
    }
  }

  async #deliver(entry: Pending, target: WebhookTarget): Promise<void> {
    this.#busy.add(entry.lane);
    for (
      let delayMs = this.#patience.retryMs;
      this.#target === target;
      delayMs = Math.min(delayMs * 2, 30_000)
    ) {
      const problem = await this.#post(entry, target);
      if (problem === undefined) {
        this.#updates.delivered(entry);
        break;
      }
      this.#lastError = { last_error_date: Math.floor(now() / 1000), last_error_message: problem };
      await sleep(delayMs, undefined, { signal: this.#closed.signal }).catch(() => undefined);
    }
    this.#busy.delete(entry.lane);
    this.#pump();
  }

  /** @returns the problem, if there is one */
  async #post(entry: Pending, target: WebhookTarget): Promise<string | undefined> {
    const { deliveries } = this.#updates;
    const delivery = deliveries.begin(entry, 'webhook');
    const { outcome, problem } = await this.#attempt(entry, target);
    deliveries.end(delivery, outcome);
    return problem;
  }

  async #attempt({ update }: Pending, { url, secretToken }: WebhookTarget): Promise<Attempt> {
    const timeout = AbortSignal.timeout(this.#patience.timeoutMs);
    try {
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          ...(secretToken && { 'x-telegram-bot-api-secret-token': secretToken }),
        },
        body: JSON.stringify(update),
        signal: AbortSignal.any([timeout, this.#closed.signal]),
      });
      await response.body?.cancel();
      if (!response.ok)
        return {
          outcome: 'refused',
          problem: `Wrong response from the webhook: ${response.status} ${response.statusText}`,
        };
    } catch {
      return { outcome: 'unanswered', problem: timeout.aborted ? timeoutProblem : 'Connection failed' };
    }
    if (this.#lostAnswers === 0) return { outcome: 'acknowledged' };
    this.#lostAnswers -= 1;
    return { outcome: 'unanswered', problem: timeoutProblem };
  }
}
