import { CallFaults, type Effects } from '../call-faults.ts';
import { type FaultTarget, type Struck, sparing } from '../fault-target.ts';
import { badGatewayPage, type WireFault, wireEffects } from '../wire-faults.ts';
import { Refusal, spent, type TooFast, tooFast } from './refusal.ts';

export type { FaultTarget } from '../fault-target.ts';

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
  | WireFault;

const effects: Effects<Fault> = {
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
    page: badGatewayPage,
  }),
  /** The page of HTML that an address sees for five minutes after far too many calls; HTTP 403 unless told. */
  banned: ({ status = 403 }) => ({
    refusal: new Refusal('banned', 'banned', { status }),
    page: '<!doctype html><html><body><h1>您的访问过于频繁，请稍后再试</h1></body></html>',
  }),
  ...wireEffects,
};

/** The faults that calls will meet. Without an `api` they strike those that need a token, which the month counts. */
export const createFaults = () =>
  new CallFaults<Fault & FaultTarget, Struck>(effects, sparing('token', 'token.old', 'gateway', 'session'));

export type Faults = ReturnType<typeof createFaults>;
