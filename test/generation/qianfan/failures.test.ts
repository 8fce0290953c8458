import { expect, test } from 'vitest';
import { kindOfRefusal } from '../../../src/generation/qianfan/failures.ts';

test.each([
  [400, 'malformed_json', 'invalid_request_error', 'request'],
  [400, 'invalid_messages', 'invalid_request_error', 'history'],
  [400, 'invalid_model', 'invalid_request_error', 'configuration'],
  [401, 'invalid_model', 'access_denied', 'permission'],
  [400, 'tokens_too_long', 'invalid_request_error', 'too-long'],
  [401, 'invalid_iam_token', 'access_denied', 'credentials'],
  [401, 'invalid_appid', 'access_denied', 'permission'],
  [403, 'system_unsafe', 'unsafe_request', 'configuration'],
  [403, 'account_overdue', 'access_denied', 'quota'],
  [403, 'model_offline', 'access_denied', 'configuration'],
  [429, 'tpm_rate_limit_exceeded', 'rate_limit_exceeded', 'minute-rate'],
  [429, 'user_rate_limit_exceeded', 'rate_limit_exceeded', 'rate'],
  [429, 'Offline_batch_reasoning_refused', 'rate_limit_exceeded', 'unavailable'],
  [500, 'dispatch_internal_error', 'Internal_error', 'unavailable'],
  [429, 'rpm_rate_limit_exceeded', 'rate_limit_exceeded', 'minute-rate'],
  [429, 'input_tpm_rate_limit_exceeded', 'rate_limit_exceeded', 'minute-rate'],
  [429, 'output_tpm_rate_limit_exceeded', 'rate_limit_exceeded', 'minute-rate'],
  [429, 'cluster_rpm_rate_limit_exceeded', 'rate_limit_exceeded', 'minute-rate'],
  [429, 'cluster_tpm_rate_limit_exceeded', 'rate_limit_exceeded', 'minute-rate'],
  [429, 'preemptible_rate_limit_exceeded', 'rate_limit_exceeded', 'rate'],
  [429, 'cluster_rate_limit_exceeded', 'rate_limit_exceeded', 'rate'],
  [400, 'invalid_argument', 'invalid_request_error', 'request'],
  [400, 'characters_too_long', 'invalid_request_error', 'too-long'],
  [400, 'image_url_unsafe', 'unsafe_request', 'unsafe'],
  [401, 'no_parameter_permission', 'access_denied', 'permission'],
  [403, 'user_setting_unsafe', 'unsafe_request', 'configuration'],
  [403, 'functions_unsafe', 'unsafe_request', 'configuration'],
  [405, 'method_not_supported', 'invalid_request_error', 'request'],
  [500, 'internal_error', 'Internal_error', 'unavailable'],
  // The older form: the status is 200, and there is no type.
  [200, 'tpm_rate_limit_exceeded', '', 'minute-rate'],
  [200, 'user_rate_limit_exceeded', '', 'rate'],
  [200, 'account_overdue', '', 'quota'],
  // Codes that nobody has told us of.
  [403, 'messages_unsafe', 'unsafe_request', 'unsafe'],
  [429, 'new_rate_limit', 'rate_limit_exceeded', 'rate'],
  [503, 'something_new', '', 'unavailable'],
  [400, 'something_new', '', 'request'],
  [200, 'something_new', '', 'request'],
])('%i %s (%s) is %s', (status, code, type, kind) => {
  expect(kindOfRefusal({ code, type }, status)).toBe(kind);
});
