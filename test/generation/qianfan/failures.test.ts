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
  // Codes that nobody has told us of.
  [403, 'messages_unsafe', 'unsafe_request', 'unsafe'],
  [429, 'new_rate_limit', 'rate_limit_exceeded', 'rate'],
  [503, 'something_new', '', 'unavailable'],
  [400, 'something_new', '', 'request'],
  [200, 'something_new', '', 'request'],
])('%i %s (%s) is %s', (status, code, type, kind) => {
  expect(kindOfRefusal({ code, type }, status)).toBe(kind);
});
