import { CallFaults, type Effects } from '../call-faults.ts';
import { type FaultTarget, type Struck, sparing } from '../fault-target.ts';
import { badGatewayPage, type WireFault, wireEffects } from '../wire-faults.ts';
import { tooFrequent, tooManyCalls } from './limits.ts';
import { Refusal } from './refusal.ts';

export type { FaultTarget } from '../fault-target.ts';

/** What can go wrong with a call on demand. */
export type Fault =
  | { readonly kind: 'code'; readonly code: number; readonly msg?: string; readonly status?: number }
  | { readonly kind: 'too-many-calls'; readonly resetS?: number; readonly status?: number }
  | { readonly kind: 'too-frequent' }
  | { readonly kind: 'server-error'; readonly status?: number }
  | { readonly kind: 'bad-gateway' }
  | WireFault;

const effects: Effects<Fault> = {
  /** Any code, HTTP 400 unless told: 200 is what a client overlooks. */
  code: ({ code, msg = 'simulated', status = 400 }) => ({ refusal: new Refusal(code, msg, { status }) }),
  /** 99991400 with its headers; HTTP 429 unless told, to wait `resetS` seconds, 1 unless told. */
  'too-many-calls': ({ resetS = 1, status = 429 }) => ({ refusal: tooManyCalls(resetS, 50, status) }),
  /** 230020: too much for one chat, person or message. */
  'too-frequent': () => ({ refusal: tooFrequent() }),
  /** A 5xx, 500 unless told, and nothing is done. */
  'server-error': ({ status = 500 }) => ({ refusal: new Refusal(2200, 'internal error', { status }) }),
  /** A 502 with a page of HTML, as the proxy before the API sends it. */
  'bad-gateway': () => ({ refusal: new Refusal(502, 'Bad Gateway', { status: 502 }), page: badGatewayPage }),
  ...wireEffects,
};

/** The faults that calls will meet. */
export const createFaults = () =>
  new CallFaults<Fault & FaultTarget, Struck>(effects, sparing('token', 'endpoint'));

export type Faults = ReturnType<typeof createFaults>;
