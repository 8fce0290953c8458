/** An error of V2: real HTTP status, type and words. */
export interface V2Error {
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

const invalid = (message: string): V2Error => ({ status: 400, type: 'invalid_request_error', message });
const unauthorised = (message: string): V2Error => ({ status: 401, type: 'access_denied', message });
const unsafe = (message: string): V2Error => ({ status: 403, type: 'unsafe_request', message });
const denied = (message: string): V2Error => ({ status: 403, type: 'access_denied', message });
const limited = (message: string): V2Error => ({ status: 429, type: 'rate_limit_exceeded', message });
const failed = (message: string): V2Error => ({ status: 500, type: 'Internal_error', message });

/** What V2 answers with each of its codes. `invalid_model` is also 400, when the model is empty. */
export const v2Errors: Readonly<Record<string, V2Error>> = {
  malformed_json: invalid('the body is not valid JSON'),
  invalid_argument: invalid('an argument is invalid'),
  invalid_messages: invalid('the messages are invalid'),
  characters_too_long: invalid('the prompt has too many characters'),
  tokens_too_long: invalid('the prompt has too many tokens'),
  invalid_iam_token: unauthorised('IAM authentication failed'),
  invalid_model: unauthorised('no permission to use this model'),
  invalid_appid: unauthorised('no permission to use this appid'),
  no_parameter_permission: unauthorised('no permission to use this parameter'),
  system_unsafe: unsafe('the system message is unsafe'),
  user_setting_unsafe: unsafe('the user setting is unsafe'),
  functions_unsafe: unsafe('the functions are unsafe'),
  account_overdue: denied('the account is overdue'),
  model_offline: denied('the model is offline'),
  method_not_supported: {
    status: 405,
    type: 'invalid_request_error',
    message: 'only the POST method is supported',
  },
  rpm_rate_limit_exceeded: limited('Rate limit reached for RPM'),
  tpm_rate_limit_exceeded: limited('Rate limit reached for TPM'),
  input_tpm_rate_limit_exceeded: limited('Rate limit reached for input TPM'),
  output_tpm_rate_limit_exceeded: limited('Rate limit reached for output TPM'),
  preemptible_rate_limit_exceeded: limited('Rate limit reached for preemptible calls'),
  user_rate_limit_exceeded: limited('Rate limit reached for the user'),
  cluster_rate_limit_exceeded: limited('Rate limit reached for the cluster'),
  cluster_rpm_rate_limit_exceeded: limited('Rate limit reached for the RPM of the cluster'),
  cluster_tpm_rate_limit_exceeded: limited('Rate limit reached for the TPM of the cluster'),
  Offline_batch_reasoning_refused: limited('Offline batch reasoning refused'),
  internal_error: failed('Internal error'),
  dispatch_internal_error: failed('Internal error of the dispatcher'),
};
