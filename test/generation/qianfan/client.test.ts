import { afterAll, describe, expect, test } from 'vitest';
import { simulatedKeys } from '../../../simulators/ernie/index.ts';
import { openConnections } from '../../../src/generation/exchange/http.ts';
import { qianfan } from '../../../src/generation/qianfan/client.ts';
import { silentLog } from '../../../src/log.ts';
import type { Prompt } from '../../../src/model.ts';
import { Secret } from '../../../src/secret.ts';
import { heard } from '../exchange/reading.ts';
import { modelContract } from '../model-contract.ts';
import { send, startVendor } from '../vendor-server.ts';

const dispatcher = openConnections();
const never = new AbortController().signal;

afterAll(() => dispatcher.close());

modelContract(
  'qianfan',
  ({ url, ...world }) =>
    qianfan({
      apiKey: new Secret(simulatedKeys.qianfanKey),
      baseUrl: `${url}/v2`,
      model: 'ernie-5.1',
      ...world,
    }),
  () => [simulatedKeys.qianfanKey],
);

const prompt: Prompt = {
  system: '简短回答',
  messages: [{ role: 'user', content: '你好' }],
  parameters: {},
  userHash: 'u',
};

async function askVendor(status: number, body: string, headers?: Record<string, string>, asked = prompt) {
  const vendor = await startVendor(res => send(res, body, status, headers));
  const apiKey = new Secret('bce-v3/ALTAK-x/y');
  const model = qianfan({
    apiKey,
    baseUrl: `${vendor.url}/v2`,
    model: 'ernie-5.1',
    dispatcher,
    log: silentLog,
  });
  const answer = await heard(model.stream(asked, never));
  await vendor.close();
  return { answer, received: vendor.received };
}

describe('ERNIE by Qianfan V2', () => {
  test('the persona is the first message, and usage is asked for', async () => {
    const { received } = await askVendor(200, '{"choices":[{"message":{"content":"好"}}]}');
    expect(received).toEqual([
      {
        url: '/v2/chat/completions',
        authorization: 'Bearer bce-v3/ALTAK-x/y',
        body: {
          model: 'ernie-5.1',
          messages: [
            { role: 'system', content: '简短回答' },
            { role: 'user', content: '你好' },
          ],
          stream: true,
          stream_options: { include_usage: true },
          user: 'u',
        },
      },
    ]);
  });

  test('a limit is told with a status, or with 200 in the older form', async () => {
    const error = {
      error: { code: 'rpm_rate_limit_exceeded', message: 'slow', type: 'rate_limit_exceeded' },
      id: 'as-1',
    };
    const now = await askVendor(429, JSON.stringify(error), { 'retry-after': '0.5' });
    expect(now.answer.error).toMatchObject({
      kind: 'minute-rate',
      code: 'rpm_rate_limit_exceeded',
      retryInMs: 500,
    });
    const older = await askVendor(200, '{"code":"rpm_rate_limit_exceeded","msg":"slow"}');
    expect(older.answer.error).toMatchObject({ kind: 'minute-rate', code: 'rpm_rate_limit_exceeded' });
  });

  test.each([
    [403, 'model_offline', 'configuration', /set QIANFAN_MODEL to one of https:/],
    [400, 'invalid_model', 'configuration', /set QIANFAN_MODEL to one of https:/],
    [401, 'invalid_model', 'permission', /no right to it: set QIANFAN_MODEL/],
    [403, 'account_overdue', 'quota', /top it up/],
    [403, 'system_unsafe', 'configuration', /change SYSTEM_PROMPT/],
    [403, 'functions_unsafe', 'configuration', /switch it off/],
    [401, 'invalid_iam_token', 'credentials', /check QIANFAN_API_KEY/],
  ])('%i %s is %s, and the failure names what to do', async (status, code, kind, words) => {
    const body = JSON.stringify({ error: { code, message: 'no', type: '' }, id: 'as-1' });
    const { error } = (await askVendor(status, body)).answer;
    expect(error).toMatchObject({ kind, code, message: expect.stringMatching(words) });
  });

  test('calls go back with their ids and what they gave, without a word that was not said', async () => {
    const call = { id: 'call_a', name: 'weather', arguments: '{"city":"北京"}', thoughts: '查' };
    const weather = { name: 'weather', description: '天气', parameters: { type: 'object' }, responses: {} };
    const { received } = await askVendor(
      200,
      '{"choices":[{"message":{"content":"好"}}]}',
      {},
      {
        messages: [
          { role: 'user', content: '北京冷吗' },
          { role: 'assistant', content: '', calls: [call] },
          { role: 'function', call, content: '零下三度' },
        ],
        functions: [weather],
        parameters: {},
        userHash: 'u',
      },
    );
    const { name, description, parameters } = weather;
    expect(received[0]?.body).toEqual({
      model: 'ernie-5.1',
      messages: [
        { role: 'user', content: '北京冷吗' },
        {
          role: 'assistant',
          tool_calls: [
            { id: 'call_a', type: 'function', function: { name: 'weather', arguments: '{"city":"北京"}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'call_a', content: '零下三度' },
      ],
      tools: [{ type: 'function', function: { name, description, parameters } }],
      stream: true,
      stream_options: { include_usage: true },
      user: 'u',
    });
  });

  test('an answer that the filter broke off is refused, not finished', async () => {
    const body =
      'data: {"choices":[{"delta":{"content":"一"}}]}\n\n' +
      'data: {"choices":[{"delta":{},"finish_reason":"content_filter"}]}\n\ndata: [DONE]\n\n';
    expect((await askVendor(200, body)).answer).toMatchObject({ text: '一', error: { kind: 'unsafe' } });
  });

  test('an answer whose end is told is complete without [DONE]', async () => {
    const body = 'data: {"choices":[{"delta":{"content":"一"},"finish_reason":"stop"}]}\n\n';
    expect((await askVendor(200, body)).answer).toMatchObject({ text: '一', end: { forget: false } });
  });
});
