import { FaultPlan } from '../fault-plan.ts';
import { Refusal, spent, type TooFast, tooFast } from './refusal.ts';

/** What can go wrong with a call on demand. */
export type Fault =
  | {
      readonly kind: 'code';
      readonly code: string | number;
      readonly message?: string;
      readonly status?: number;
    }
  | { readonly kind: 'too-fast'; readonly of?: TooFast }
  | { readonly kind: 'spent' }
  | { readonly kind: 'server-error'; readonly status?: number }
  | { readonly kind: 'bad-gateway' }
  | { readonly kind: 'banned'; readonly status?: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'lost-answer' }
  | { readonly kind: 'slow'; readonly ms: number };

/** Which calls a fault strikes. Without an `api`: those that need a token, which are the ones that the month counts. */
export interface FaultTarget {
  /** Its name in the table of `api/index.ts`, or its beginning: `cards` is all of them. */
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
  /** Any code, HTTP 400 unless told; a number is an `errcode`, with HTTP 200 unless told. */
  code: ({ code, message = 'simulated', status }) => ({
    refusal: new Refusal(code, message, status === undefined ? {} : { status }),
  }),
  /** One of the three 403 of who is too fast: the `app` unless told, all applications (`api`), within a `minute`. */
  'too-fast': ({ of = 'app' }) => ({ refusal: tooFast(of) }),
  /** The 403 of an organisation that has used up its month. */
  spent: () => ({ refusal: spent() }),
  /** A 5xx, 500 unless told, and nothing is done. */
  'server-error': ({ status = 500 }) => ({
    refusal: new Refusal('system.error', 'system error', { status }),
  }),
  /** A 502 with a page of HTML, as the proxy before the API sends it. */
  'bad-gateway': () => ({
    refusal: new Refusal('bad-gateway', 'Bad Gateway', { status: 502 }),
    page: '<html><body><center><h1>502 Bad Gateway</h1></center></body></html>',
  }),
  /** The page of HTML that an address sees for five minutes after far too many calls; HTTP 403 unless told. */
  banned: ({ status = 403 }) => ({
    refusal: new Refusal('banned', 'banned', { status }),
    page: '<!doctype html><html><body><h1>您的访问过于频繁，请稍后再试</h1></body></html>',
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

const spared = ['token', 'token.old', 'gateway', 'session'];

const suits = (wanted: string | undefined, api: string): boolean =>
  wanted === undefined ? !spared.includes(api) : api === wanted || api.startsWith(`${wanted}.`);
