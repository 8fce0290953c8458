import { FaultPlan } from '../fault-plan.ts';
import { tooFrequent, tooManyCalls } from './limits.ts';
import { Refusal } from './refusal.ts';

/** What can go wrong with a call on demand. */
export type Fault =
  | { readonly kind: 'code'; readonly code: number; readonly msg?: string; readonly status?: number }
  | { readonly kind: 'too-many-calls'; readonly resetS?: number; readonly status?: number }
  | { readonly kind: 'too-frequent' }
  | { readonly kind: 'server-error'; readonly status?: number }
  | { readonly kind: 'bad-gateway' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'lost-answer' }
  | { readonly kind: 'slow'; readonly ms: number };

/** Which calls a fault strikes. Without an `api`: every one but `token` and `endpoint`. */
export interface FaultTarget {
  /** Its name in the table of `api/index.ts`, or its beginning: `cards` is all of CardKit. */
  readonly api?: string | undefined;
  /** Only calls whose path or body contains this text: an id, or words. */
  readonly about?: string | undefined;
}

/** What a fault does to its call: refuse it, cut it before or after the work, or hold its answer back. */
export interface Effect {
  readonly refusal?: Refusal;
  /** Sent in place of JSON. */
  readonly page?: string;
  readonly cut?: 'before' | 'after';
  readonly delayMs?: number;
}

const effects: { [K in Fault['kind']]: (fault: Extract<Fault, { kind: K }>) => Effect } = {
  /** Any code, HTTP 400 unless told: 200 is what a client overlooks. */
  code: ({ code, msg = 'simulated', status = 400 }) => ({ refusal: new Refusal(code, msg, { status }) }),
  /** 99991400 with its headers; HTTP 429 unless told, to wait `resetS` seconds, 1 unless told. */
  'too-many-calls': ({ resetS = 1, status = 429 }) => ({ refusal: tooManyCalls(resetS, 50, status) }),
  /** 230020: too much for one chat, person or message. */
  'too-frequent': () => ({ refusal: tooFrequent() }),
  /** A 5xx, 500 unless told, and nothing is done. */
  'server-error': ({ status = 500 }) => ({ refusal: new Refusal(2200, 'internal error', { status }) }),
  /** A 502 with a page of HTML, as the proxy before the API sends it. */
  'bad-gateway': () => ({
    refusal: new Refusal(502, 'Bad Gateway', { status: 502 }),
    page: '<html><body><center><h1>502 Bad Gateway</h1></center></body></html>',
  }),
  /** The connection dies before anything is done. */
  reset: () => ({ cut: 'before' }),
  /** The call is carried out, and the connection dies instead of the answer. */
  'lost-answer': () => ({ cut: 'after' }),
  /** The call is carried out at once, and answered `ms` later. */
  slow: ({ ms }) => ({ delayMs: ms }),
};

/** The faults that calls will meet. */
export class Faults {
  readonly #plan = new FaultPlan<Fault & FaultTarget>();

  /** @throws Error for a kind that is not in the table. */
  add(fault: Fault & FaultTarget, times: number): void {
    if (!Object.hasOwn(effects, fault.kind))
      throw new Error(`unknown fault ${fault.kind}; there are ${Object.keys(effects).join(', ')}`);
    this.#plan.add(fault, times);
  }

  clear(): void {
    this.#plan.clear();
  }

  /** What a call meets whose path and body are `text`; an empty effect when nothing is planned for it. */
  take(api: string, text: string): Effect {
    const fault = this.#plan.take(fault => suits(fault.api, api) && text.includes(fault.about ?? ''));
    return fault ? (effects[fault.kind] as (fault: Fault) => Effect)(fault) : {};
  }
}

const spared = ['token', 'endpoint'];

const suits = (wanted: string | undefined, api: string): boolean =>
  wanted === undefined ? !spared.includes(api) : api === wanted || api.startsWith(`${wanted}.`);
