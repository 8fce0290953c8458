import { CallFaults, type Effects } from '../call-faults.ts';
import { badGatewayPage, type WireFault, wireEffects } from '../wire-faults.ts';
import { Refusal, tooManyRequests } from './refusal.ts';
import type { Call } from './words.ts';

/** What can go wrong with a call on demand. */
export type Fault =
  | { readonly kind: 'too-many-requests'; readonly retryAfter?: number }
  | { readonly kind: 'server-error'; readonly status?: number }
  | { readonly kind: 'bad-gateway' }
  | WireFault
  | { readonly kind: 'bad-request'; readonly description: string }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'forbidden'; readonly description: string }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'unauthorized' };

/** Which calls a fault strikes. Without a method: every one but those that come of themselves (`unasked`). */
export interface FaultTarget {
  readonly method?: string | undefined;
  readonly chat?: number | undefined;
}

/** What a bot calls beside its answers, whenever its clock says so: which call a fault meets would be left to chance. */
const unasked: ReadonlySet<string> = new Set(['getUpdates', 'sendChatAction']);

const effects: Effects<Fault> = {
  /** 429; `retryAfter` in seconds, 1 unless told. */
  'too-many-requests': ({ retryAfter = 1 }) => ({ refusal: tooManyRequests(retryAfter) }),
  /** A 5xx, 500 unless told, and nothing is done. */
  'server-error': ({ status = 500 }) => ({
    refusal: new Refusal(status, status === 500 ? 'Internal Server Error' : 'Service Unavailable'),
  }),
  /** A 502 with a page of HTML, as the proxy before the API sends it. */
  'bad-gateway': () => ({ refusal: new Refusal(502, 'Bad Gateway'), page: badGatewayPage }),
  ...wireEffects,
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
export const createFaults = () =>
  new CallFaults<Fault & FaultTarget, Pick<Call, 'method' | 'chat'>>(
    effects,
    (fault, { method, chat }) =>
      (fault.method === undefined ? !unasked.has(method) : fault.method === method) &&
      (fault.chat === undefined || fault.chat === chat),
  );

export type Faults = ReturnType<typeof createFaults>;
