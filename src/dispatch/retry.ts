import type { ModelFailure, ModelFailureKind } from '../errors.ts';

/**
 * `backoff`: again after 1, 2, 4 … s; `minute`: when the vendor's minute is over; `at-once`: with a new access token;
 * `never`; `alert`: never, and the admins are told, as they always are of retries that ran out.
 */
type Policy = 'backoff' | 'minute' | 'at-once' | 'never' | 'alert';

/** What each kind of failure deserves. */
const policies = {
  unavailable: 'backoff',
  rate: 'backoff',
  'minute-rate': 'minute',
  broken: 'backoff',
  silent: 'backoff',
  outage: 'never', // the wait was long already, and the admins heard when it began
  token: 'at-once',
  credentials: 'alert',
  permission: 'alert',
  quota: 'alert',
  configuration: 'alert',
  history: 'never',
  'too-long': 'never',
  unsafe: 'never',
  request: 'never',
} as const satisfies Record<ModelFailureKind, Policy>;

/** What has been tried for one answer. */
export interface Tries {
  /** Calls that counted, this one included. */
  readonly attempts: number;
  /** Milliseconds waited between them so far. */
  readonly waitedMs: number;
  /** Access tokens refused in a row. */
  readonly tokensRefused: number;
  /** How often a stream broke after text was visible. */
  readonly breaks: number;
}

export interface RetryLimits {
  /** `MODEL_RETRY_ATTEMPTS` */
  readonly attempts: number;
}

export type Decision =
  | { readonly kind: 'again'; readonly inMs: number }
  | { readonly kind: 'give-up'; readonly alert: boolean };

/** All waits for one answer together: the contract's 90 s. */
const longestWaitMs = 90_000;
/** One wait; the sheet's suggestion. */
const longestBackoffMs = 20_000;
/** A vendor's minute is over within 60 s; asking at 20 s steps finds out early. */
const minuteStepMs = 20_000;

/** Decides what follows a failed model call. `random` is in [0, 1). */
export function afterFailure(
  failure: ModelFailure,
  tries: Tries,
  limits: RetryLimits,
  random: number,
): Decision {
  const policy: Policy = policies[failure.kind];
  if (policy === 'at-once') {
    return tries.tokensRefused < 2 ? { kind: 'again', inMs: 0 } : { kind: 'give-up', alert: true };
  }
  if (policy === 'never' || policy === 'alert') return { kind: 'give-up', alert: policy === 'alert' };

  const leftMs = longestWaitMs - tries.waitedMs;
  if (tries.breaks > 1 || tries.attempts >= limits.attempts || leftMs <= 0) {
    return { kind: 'give-up', alert: true };
  }
  const backoffMs = Math.min(1000 * 2 ** (tries.attempts - 1), longestBackoffMs) * (0.5 + random / 2);
  const ownMs = policy === 'minute' ? minuteStepMs * (1 + random / 4) : backoffMs;
  return { kind: 'again', inMs: Math.min(Math.max(ownMs, failure.retryInMs ?? 0), leftMs) };
}
