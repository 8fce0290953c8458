import type { ModelFailureKind } from '../../errors.ts';
import { refusalOfStatus } from '../exchange/refusal.ts';

/** The codes of https://cloud.baidu.com/doc/qianfan-api/s/rmwbl43x7 in our kinds; those of pictures are not sent to us. */
const kinds: Readonly<Record<string, ModelFailureKind>> = {
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
  rpm_rate_limit_exceeded: 'minute-rate',
  tpm_rate_limit_exceeded: 'minute-rate',
  input_tpm_rate_limit_exceeded: 'minute-rate',
  output_tpm_rate_limit_exceeded: 'minute-rate',
  cluster_rpm_rate_limit_exceeded: 'minute-rate',
  cluster_tpm_rate_limit_exceeded: 'minute-rate',
  preemptible_rate_limit_exceeded: 'rate',
  user_rate_limit_exceeded: 'rate',
  cluster_rate_limit_exceeded: 'rate',
};

/**
 * The kind of a refusal. New codes appear more often than new types and statuses, so those decide about an unknown code.
 * @param status of HTTP; a refusal with 200 has its code alone
 */
export function kindOfRefusal(refusal: { code: string; type: string }, status: number): ModelFailureKind {
  if (refusal.code === 'invalid_model' && status === 401) return 'permission';
  const known = kinds[refusal.code];
  if (known) return known;
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
