import type { ModelFailureKind } from '../../errors.ts';
import { refusalOfStatus } from '../exchange/refusal.ts';

/** The codes of https://cloud.baidu.com/doc/qianfan-api/s/rmwbl43x7 in our kinds; those of pictures are not sent to us. */
const kinds: ReadonlyMap<string, ModelFailureKind> = new Map(
  Object.entries<ModelFailureKind>({
    malformed_json: 'request',
    invalid_argument: 'request',
    method_not_supported: 'request',
    invalid_messages: 'history',
    characters_too_long: 'too-long',
    tokens_too_long: 'too-long',
    invalid_iam_token: 'credentials',
    invalid_appid: 'permission',
    no_parameter_permission: 'permission',
    account_overdue: 'quota',
    invalid_model: 'configuration', // with 401: no permission, see below
    model_offline: 'configuration',
    system_unsafe: 'configuration', // the persona, not the question
    user_setting_unsafe: 'configuration',
    functions_unsafe: 'configuration',
    internal_error: 'unavailable',
    dispatch_internal_error: 'unavailable',
    Offline_batch_reasoning_refused: 'unavailable',
  }),
);

/** Requests or tokens (`tpm`, `input_tpm`, `output_tpm`) of a minute, of the account or of the whole cluster. */
const minuteLimit = /(?:^|_)(?:rpm|tpm)_rate_limit_exceeded$/;

/** The others: `preemptible_`, `user_`, `cluster_`, and whatever limit is thought of next. */
const anyLimit = /(?:^|_)rate_limit_exceeded$/;

/**
 * The kind of a refusal. New codes appear more often than new types and statuses, so those decide about an unknown code.
 * @param status of HTTP; a refusal with 200 has its code alone
 */
export function kindOfRefusal(refusal: { code: string; type: string }, status: number): ModelFailureKind {
  if (refusal.code === 'invalid_model' && status === 401) return 'permission';
  const known = kinds.get(refusal.code);
  if (known) return known;
  if (minuteLimit.test(refusal.code)) return 'minute-rate';
  if (anyLimit.test(refusal.code)) return 'rate';
  if (refusal.type === 'unsafe_request') return 'unsafe';
  if (refusal.type === 'rate_limit_exceeded') return 'rate';
  return status === 200 ? 'request' : refusalOfStatus(status).kind;
}

/** What an admin can do, by kind. */
export const advice: Partial<Record<ModelFailureKind, string>> = {
  credentials: 'check QIANFAN_API_KEY.',
  permission: 'give the key the right to this model in the Qianfan console.',
  quota: 'top up the account in the Qianfan console.',
  configuration: 'check QIANFAN_MODEL, QIANFAN_BASE_URL and the persona.',
};

/** Models come and go within months: what the list named is an example with a date, and no more. */
const servingModels =
  'one of https://cloud.baidu.com/doc/qianfan/s/rmh4stp0j (in November 2026 it named ernie-5.1 and ernie-5.5-flash-preview)';

const rewordPersona =
  'the vendor takes the persona for unsafe: change SYSTEM_PROMPT, or the persona of the chat.';

const adviceByCode: ReadonlyMap<string, string> = new Map(
  Object.entries<string>({
    model_offline: `the vendor has taken the model off: set QIANFAN_MODEL to ${servingModels}.`,
    invalid_model: `the name is wrong, or the key has no right to it: set QIANFAN_MODEL to ${servingModels}.`,
    invalid_appid: 'check that the key belongs to this application in the Qianfan console.',
    account_overdue: 'the account is in arrears: top it up in the Qianfan console.',
    system_unsafe: rewordPersona,
    user_setting_unsafe: rewordPersona,
    functions_unsafe: 'the vendor takes a function for unsafe: change its description, or switch it off.',
  }),
);

/** What an admin can do about this very code; `undefined`: what its kind asks for. */
export function adviceOn(code: string): string | undefined {
  return adviceByCode.get(code);
}
