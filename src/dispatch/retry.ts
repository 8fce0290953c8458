import type { ModelFailure, ModelFailureKind } from '../errors.ts';

interface Policy {
  /** `backoff`: after 1, 2, 4 … s; `minute`: when the vendor's minute is over; `at-once`: with a new access token. */
  readonly retry: 'never' | 'backoff' | 'minute' | 'at-once';
  /** When the admins are told. */
  readonly alert: 'never' | 'always';
}

/** What each kind of failure deserves; retries that ran out are always told to the admins. */
const policies = {
  unavailable: { retry: 'backoff', alert: 'never' },
  rate: { retry: 'backoff', alert: 'never' },
  'minute-rate': { retry: 'minute', alert: 'never' },
  broken: { retry: 'backoff', alert: 'never' },
  silent: { retry: 'backoff', alert: 'never' },
  token: { retry: 'at-once', alert: 'always' },
  credentials: { retry: 'never', alert: 'always' },
  permission: { retry: 'never', alert: 'always' },
  quota: { retry: 'never', alert: 'always' },
  configuration: { retry: 'never', alert: 'always' },
  history: { retry: 'never', alert: 'never' },
  'too-long': { retry: 'never', alert: 'never' },
  unsafe: { retry: 'never', alert: 'never' },
  request: { retry: 'never', alert: 'never' },
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
  if (policy.retry === 'at-once') {
    return tries.tokensRefused < 2 ? { kind: 'again', inMs: 0 } : { kind: 'give-up', alert: true };
  }
  if (policy.retry === 'never') return { kind: 'give-up', alert: policy.alert === 'always' };

  const leftMs = longestWaitMs - tries.waitedMs;
  if (tries.breaks > 1 || tries.attempts >= limits.attempts || leftMs <= 0) {
    return { kind: 'give-up', alert: true };
  }
  const backoffMs = Math.min(1000 * 2 ** (tries.attempts - 1), longestBackoffMs) * (0.5 + random / 2);
  const ownMs = policy.retry === 'minute' ? minuteStepMs * (1 + random / 4) : backoffMs;
  return { kind: 'again', inMs: Math.min(Math.max(ownMs, failure.retryInMs ?? 0), leftMs) };
}
