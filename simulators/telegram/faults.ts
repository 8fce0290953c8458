import { FaultPlan } from '../fault-plan.ts';
import { Refusal, tooManyRequests } from './refusal.ts';

/** What can go wrong with a call on demand. */
export type Fault =
  | { readonly kind: 'too-many-requests'; readonly retryAfter?: number }
  | { readonly kind: 'server-error'; readonly status?: number }
  | { readonly kind: 'bad-gateway' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'lost-answer' }
  | { readonly kind: 'slow'; readonly ms: number }
  | { readonly kind: 'bad-request'; readonly description: string }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'forbidden'; readonly description: string }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'unauthorized' };

/** Which calls a fault strikes. Without a method: every one but `getUpdates`. */
export interface FaultTarget {
  readonly method?: string | undefined;
  readonly chat?: number | undefined;
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
  /** 429; `retryAfter` in seconds, 1 unless told. */
  'too-many-requests': ({ retryAfter = 1 }) => ({ refusal: tooManyRequests(retryAfter) }),
  /** A 5xx, 500 unless told, and nothing is done. */
  'server-error': ({ status = 500 }) => ({
    refusal: new Refusal(status, status === 500 ? 'Internal Server Error' : 'Service Unavailable'),
  }),
  /** A 502 with a page of HTML, as the proxy before the API sends it. */
  'bad-gateway': () => ({
    refusal: new Refusal(502, 'Bad Gateway'),
    page: '<html><body><center><h1>502 Bad Gateway</h1></center></body></html>',
  }),
  /** The connection dies before anything is done. */
  reset: () => ({ cut: 'before' }),
  /** The call is carried out, and the connection dies instead of the answer. */
  'lost-answer': () => ({ cut: 'after' }),
  /** The call is carried out at once, and answered `ms` later. */
  slow: ({ ms }) => ({ delayMs: ms }),
  /** Any 400; `description` without its prefix. */
  'bad-request': ({ description }) => ({ refusal: new Refusal(400, description) }),
  /** 403: the person blocked the bot. */
  blocked: () => ({ refusal: new Refusal(403, 'bot was blocked by the user') }),
  /** Any 403; `description` without its prefix. */
  forbidden: ({ description }) => ({ refusal: new Refusal(403, description) }),
  /** 409, as a second poller meets it. */
  conflict: () => ({
    refusal: new Refusal(
      409,
      'terminated by other getUpdates request; make sure that only one bot instance is running',
    ),
  }),
  /** 401: the token was revoked. */
  unauthorized: () => ({ refusal: new Refusal(401, 'Unauthorized') }),
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

  /** What the next call meets; an empty effect when nothing is planned for it. */
  take(method: string, chat: number | undefined): Effect {
    const fault = this.#plan.take(
      fault =>
        (fault.method ?? (method === 'getUpdates' ? undefined : method)) === method &&
        (fault.chat === undefined || fault.chat === chat),
    );
    return fault ? (effects[fault.kind] as (fault: Fault) => Effect)(fault) : {};
  }
}
