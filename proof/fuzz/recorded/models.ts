const v1 = (result: string, more: object = {}) => ({
  id: 'as-1',
  object: 'chat.completion',
  created: 1_700_000_000,
  sentence_id: 0,
  is_end: false,
  is_truncated: false,
  result,
  need_clear_history: false,
  usage: { prompt_tokens: 4, completion_tokens: 5, total_tokens: 9 },
  ...more,
});

/** What ERNIE says: parts of a stream, whole answers, refusals, access tokens. */
export const ernieSays: readonly unknown[] = [
  v1('先说结论。'),
  v1('可以。', { is_end: true, sentence_id: 1 }),
  v1('', { is_end: true, need_clear_history: true, ban_round: -1 }),
  v1('', {
    is_end: true,
    function_call: { name: 'calculate', arguments: '{"expression":"1+1"}', thoughts: '算一下' },
  }),
  { error_code: 18, error_msg: 'Open api qps request limit reached' },
  { error_code: 110, error_msg: 'Access token invalid or no longer valid' },
  { error: 'invalid_client', error_description: 'unknown client id' },
  { access_token: '24.a', expires_in: 2_592_000, scope: 'public' },
];

const v2 = (choice: object, more: object = {}) => ({
  id: 'as-9',
  object: 'chat.completion.chunk',
  created: 1_700_000_000,
  model: 'ernie-5.1',
  choices: [{ index: 0, ...choice }],
  ...more,
});

/** What Qianfan says. */
export const qianfanSays: readonly unknown[] = [
  v2({ delta: { content: '你好' } }),
  v2({ delta: { reasoning_content: '想一想' } }),
  v2({ delta: { content: '！' }, finish_reason: 'normal', flag: 0 }),
  v2({ delta: {}, finish_reason: 'stop', flag: 3, ban_round: 1 }),
  v2({
    delta: { tool_calls: [{ index: 0, id: 'call-1', function: { name: 'calculate', arguments: '{"a' } }] },
  }),
  v2(
    { message: { content: '完整的回答。' }, finish_reason: 'stop' },
    { usage: { prompt_tokens: 6, completion_tokens: 3 } },
  ),
  { id: 'as-9', choices: [], usage: { prompt_tokens: 6, completion_tokens: 3, total_tokens: 9 } },
  { error: { code: 'rpm_rate_limit_exceeded', message: 'slow down', type: 'rate_limit_exceeded' } },
  { code: 336_003, msg: 'messages wrong' },
];
