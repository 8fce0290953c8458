import { FaultPlan } from './fault-plan.ts';

/** What a fault does to its call: refuse it, cut it before or after the work, or hold its answer back. */
export interface Effect {
  readonly refusal?: Error;
  /** Sent in place of JSON. */
  readonly page?: string;
  readonly cut?: 'before' | 'after';
  readonly delayMs?: number;
}

/** What each kind of fault does. */
export type Effects<F extends { readonly kind: string }> = {
  readonly [K in F['kind']]: (fault: Extract<F, { readonly kind: K }>) => Effect;
};

/** The faults that the calls of one platform will meet. */
export class CallFaults<F extends { readonly kind: string }, C> {
  readonly #effects: Effects<F>;
  readonly #strikes: (fault: F, call: C) => boolean;
  readonly #plan = new FaultPlan<F>();

  /** `strikes`: is a fault meant for a call? */
  constructor(effects: Effects<F>, strikes: (fault: F, call: C) => boolean) {
    this.#effects = effects;
    this.#strikes = strikes;
  }

  /** @throws Error for a kind that is not in the table. */
  add(fault: F, times: number): void {
    if (!Object.hasOwn(this.#effects, fault.kind))
      throw new Error(`unknown fault ${fault.kind}; there are ${Object.keys(this.#effects).join(', ')}`);
    this.#plan.add(fault, times);
  }

  clear(): void {
    this.#plan.clear();
  }

  /** What a call meets; an empty effect when nothing is planned for it. */
  take(call: C): Effect {
    const fault = this.#plan.take(planned => this.#strikes(planned, call));
    return fault ? (this.#effects[fault.kind as F['kind']] as (fault: F) => Effect)(fault) : {};
  }
}
