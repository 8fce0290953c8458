import { ModelFailure, type ModelFailureKind } from '../../errors.ts';
import { redacted } from '../../secret.ts';
import { withoutEcho } from './echo.ts';
import { type Headers, headerOf } from './http.ts';
import { limitsIn } from './limit-headers.ts';

/** A call that the vendor refused, already in our kinds. */
export interface Refusal {
  readonly kind: ModelFailureKind;
  readonly code: string;
  /** The vendor's own words. */
  readonly message: string;
  /** What an admin can do about this code; else what its kind asks for. */
  readonly advice?: string | undefined;
}

/** A vendor's words are enough in a log at this length, and its code, which is a number or a word. */
const maxMessageLength = 300;
const maxCodeLength = 64;

/** Nobody is believed who asks for more than a day, seconds. */
const longestWaitS = 86_400;

/** `Retry-After` in seconds → milliseconds. The vendors do not document it; gateways in between send it. */
function retryAfterMs(headers: Headers): number | undefined {
  const text = headerOf(headers, 'retry-after');
  const seconds = text === undefined ? Number.NaN : Number(text);
  return seconds >= 0 && Number.isFinite(seconds)
    ? Math.ceil(Math.min(seconds, longestWaitS) * 1000)
    : undefined;
}

/** Whether the vendor counts nothing left of this minute. */
function minuteIsUsedUp(headers: Headers): boolean {
  const limits = limitsIn(headers);
  return limits?.requestsLeft === 0 || limits?.tokensLeft === 0;
}

const kindsOfStatus: Readonly<Record<number, ModelFailureKind>> = {
  401: 'credentials',
  402: 'quota',
  403: 'permission',
  404: 'configuration',
  408: 'unavailable',
  413: 'too-long',
  429: 'rate',
};

/** What an HTTP status says where the body says nothing. */
export function refusalOfStatus(status: number): Refusal {
  const kind =
    kindsOfStatus[status] ?? (status >= 500 ? 'unavailable' : status < 400 ? 'configuration' : 'request');
  return { kind, code: `HTTP ${status}`, message: '' };
}

/**
 * The failure that a refusal becomes.
 * @param advice what an admin can do, by kind
 * @param secrets values that may not appear in the message, should the vendor repeat them
 * @param said what people said, which may not either
 */
export function failureOf(
  refusal: Refusal,
  context: {
    readonly vendor: string;
    readonly headers: Headers;
    readonly advice: Partial<Record<ModelFailureKind, string>>;
    readonly secrets: readonly string[];
    readonly said?: readonly string[];
  },
): ModelFailure {
  const kind = refusal.kind === 'rate' && minuteIsUsedUp(context.headers) ? 'minute-rate' : refusal.kind;
  const code = redacted(refusal.code, context.secrets).slice(0, maxCodeLength);
  const words = redacted(refusal.message, context.secrets).slice(0, 2 * maxMessageLength);
  const clean = withoutEcho(words, context.said ?? []);
  const said = clean === '' ? '' : `: ${clean.slice(0, maxMessageLength)}`;
  const retryInMs = retryAfterMs(context.headers);
  return new ModelFailure(kind, `${context.vendor} refused the call (${code})${said}`, {
    code,
    advice: refusal.advice ?? context.advice[kind],
    ...(retryInMs === undefined ? {} : { retryInMs }),
  });
}
