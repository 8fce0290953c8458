import type { ModelFailureKind } from '../../src/errors.ts';

/**
 * How an answer can end: `whole`; too short, marked, for the vendor cut it and cut it again; with one sentence missing,
 * which came unreadable; cut, marked, for the stream broke for good; taken back with the whole conversation; whole, with
 * the word under it that the conversation is closed; or in the words for a failure.
 */
export type End = 'whole' | 'short' | 'gap' | 'cut' | 'cleared' | 'closed' | ModelFailureKind;

/** What a fault must end in, met by one call and met by every call of a question. */
interface Ends {
  readonly once: End;
  readonly always: End;
}

const same = (end: End): Ends => ({ once: end, always: end });
/** Tried again in the same message. */
const retried = (end: End): Ends => ({ once: 'whole', always: end });

/** What both providers end in. */
const alike: Readonly<Record<string, Ends>> = {
  'code-1': retried('unavailable'),
  'code-2': retried('unavailable'),
  'code-3': same('configuration'),
  'code-4': retried('rate'),
  'code-6': same('permission'),
  'code-13': same('credentials'),
  'code-14': same('credentials'),
  'code-15': same('configuration'),
  'code-17': same('quota'),
  'code-18': retried('rate'),
  'code-19': same('quota'),
  'code-100': retried('token'),
  'code-110': retried('token'),
  'code-111': retried('token'),
  'code-336000': retried('unavailable'),
  'code-336001': same('request'),
  'code-336002': same('request'),
  'code-336003': same('history'),
  'code-336004': same('permission'),
  'code-336005': same('configuration'),
  'code-336006': same('history'),
  'code-336100': retried('unavailable'),
  'code-336101': same('request'),
  'code-336104': same('configuration'),
  'code-336105': same('configuration'),
  'code-336501': retried('minute-rate'),
  'code-336502': retried('minute-rate'),
  'code-500000': retried('unavailable'),

  'v2-malformed_json': same('request'),
  'v2-invalid_argument': same('request'),
  'v2-invalid_messages': same('history'),
  'v2-characters_too_long': same('too-long'),
  'v2-tokens_too_long': same('too-long'),
  'v2-invalid_iam_token': same('credentials'),
  'v2-invalid_model': same('permission'),
  'v2-invalid_appid': same('permission'),
  'v2-no_parameter_permission': same('permission'),
  'v2-system_unsafe': same('configuration'),
  'v2-user_setting_unsafe': same('configuration'),
  'v2-functions_unsafe': same('configuration'),
  'v2-account_overdue': same('quota'),
  'v2-model_offline': same('configuration'),
  'v2-method_not_supported': same('request'),
  'v2-rpm_rate_limit_exceeded': retried('minute-rate'),
  'v2-tpm_rate_limit_exceeded': retried('minute-rate'),
  'v2-input_tpm_rate_limit_exceeded': retried('minute-rate'),
  'v2-output_tpm_rate_limit_exceeded': retried('minute-rate'),
  'v2-preemptible_rate_limit_exceeded': retried('rate'),
  'v2-user_rate_limit_exceeded': retried('rate'),
  'v2-cluster_rate_limit_exceeded': retried('rate'),
  'v2-cluster_rpm_rate_limit_exceeded': retried('minute-rate'),
  'v2-cluster_tpm_rate_limit_exceeded': retried('minute-rate'),
  'v2-Offline_batch_reasoning_refused': retried('unavailable'),
  'v2-internal_error': retried('unavailable'),
  'v2-dispatch_internal_error': retried('unavailable'),

  'token-expired': retried('token'),
  'token-http-500': retried('unavailable'),
  'token-stall': retried('unavailable'),

  outage: retried('unavailable'),
  'http-429': retried('rate'),
  'http-500': retried('unavailable'),
  'http-502-html': retried('unavailable'),
  'error-as-html': retried('unavailable'),

  truncated: { once: 'whole', always: 'short' },
  'need-clear-history': same('cleared'),
  'need-clear-history-round': same('cleared'),
  'need-clear-history-shown': same('cleared'),
  'need-clear-history-late': same('cleared'),
  'flag-1': same('whole'),
  'flag-2': same('closed'),
  'flag-3': same('cleared'),
  'flag-4': same('cleared'),
  'content-filter': same('unsafe'),
  'empty-last-chunk': same('whole'),
  'no-end': retried('cut'),
  'no-done': same('whole'),
  'rate-exhausted': same('whole'),

  'error-in-stream-bare': retried('cut'),
  'error-in-stream-data': retried('cut'),
  'malformed-frame': same('whole'),
  'garbled-frame': same('gap'),
  crlf: same('whole'),
  'comment-lines': same('whole'),
  'data-without-space': same('whole'),
  'no-final-blank-line': same('whole'),
  'byte-by-byte': same('whole'),
  slow: same('whole'),
  'slow-start': retried('silent'),
  stall: retried('cut'),
  'stall-before-first-byte': retried('silent'),
  'stall-after-headers': retried('silent'),
  reset: retried('cut'),
};

/** Every fault of the simulated ERNIE, decided. V1 cannot say that a text may stay. */
export const faultEnds = {
  ernie: alike,
  qianfan: { ...alike, 'need-clear-history-shown': same('closed') },
} as const;
