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

async function askVendor(status: number, body: string, headers?: Record<string, string>) {
  const vendor = await startVendor(res => send(res, body, status, headers));
  const apiKey = new Secret('bce-v3/ALTAK-x/y');
  const model = qianfan({
    apiKey,
    baseUrl: `${vendor.url}/v2/`,
    model: 'ernie-5.1',
    dispatcher,
    log: silentLog,
  });
  const answer = await heard(model.stream(prompt, never));
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
