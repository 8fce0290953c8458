import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { simulatedKeys } from '../../../simulators/ernie/index.ts';
import { systemClock } from '../../../src/clock.ts';
import { accessTokens } from '../../../src/generation/ernie/access-token.ts';
import { ernie } from '../../../src/generation/ernie/client.ts';
import { openConnections } from '../../../src/generation/exchange/http.ts';
import type { VendorLimits } from '../../../src/generation/vendor-limits.ts';
import { keysFor } from '../../../src/keys.ts';
import { silentLog } from '../../../src/log.ts';
import type { Prompt } from '../../../src/model.ts';
import { connect } from '../../../src/redis/connect.ts';
import type { SharedToken } from '../../../src/redis/shared-token.ts';
import { Secret } from '../../../src/secret.ts';
import { heard } from '../exchange/reading.ts';
import { modelContract } from '../model-contract.ts';
import { send, startVendor } from '../vendor-server.ts';

const redis = connect(inject('redisUrl'), 'patient', () => {});
const dispatcher = openConnections();
const keys = keysFor(`test-${randomUUID()}`);
const never = new AbortController().signal;
const prompt: Prompt = { messages: [{ role: 'user', content: '你好' }], parameters: {}, userHash: 'u' };
const apiKey = new Secret(simulatedKeys.apiKey);
const secretKey = new Secret(simulatedKeys.secretKey);

afterAll(async () => {
  await redis.quit();
  await dispatcher.close();
});

modelContract(
  'ernie',
  async ({ url, ...world }) => {
    const account = { baseUrl: url, apiKey, secretKey };
    const tokens = accessTokens(account, { redis, keys, clock: systemClock, ...world });
    await tokens.current(never);
    return ernie({ baseUrl: url, model: 'completions_pro', tokens, ...world });
  },
  () => [simulatedKeys.apiKey, simulatedKeys.secretKey, '24.simulated.'],
);

/** Tokens that remember which were refused. */
function fixedToken(value: string) {
  const refused: string[] = [];
  const tokens: SharedToken = {
    current: async () => new Secret(value),
    refused: async token => {
      refused.push(token.reveal());
    },
  };
  return { tokens, refused };
}

async function askVendor(body: string, headers?: Record<string, string>, asked = prompt) {
  const vendor = await startVendor(res => send(res, body, 200, headers));
  const { tokens, refused } = fixedToken('24.very secret&');
  const limits: VendorLimits[] = [];
  const model = ernie({
    baseUrl: vendor.url,
    model: 'completions_pro',
    tokens,
    dispatcher,
    log: silentLog,
    onLimits: told => limits.push(told),
  });
  const answer = await heard(model.stream(asked, never));
  await vendor.close();
  return { answer, limits, refused, received: vendor.received };
}

describe('ERNIE by the Wenxin Workshop API', () => {
  test('the call goes to the documented address with the token in its query', async () => {
    const { received } = await askVendor('data: {"result":"好","is_end":true}\n\n');
    expect(received.map(call => call.url)).toEqual([
      '/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/completions_pro?access_token=24.very%20secret%26',
    ]);
    expect(received[0]?.body).toEqual({ messages: prompt.messages, stream: true, user_id: 'u' });
  });

  const said = 'data: {"result":"好","is_end":true}\n\n';
  const weather = {
    name: 'weather',
    description: '天气',
    parameters: { type: 'object', properties: {} },
    responses: { type: 'object' },
  };
  const bodyOf = async (messages: Prompt['messages']) => {
    const asked: Prompt = { messages, functions: [weather], parameters: {}, userHash: 'u', system: '短' };
    return (await askVendor(said, undefined, asked)).received[0]?.body;
  };
  const call = { id: 'as-1-0', name: 'weather', arguments: '{"city":"北京"}', thoughts: '先查' };

  test('a call goes back as the document has it, with what the function gave', async () => {
    const messages = [
      { role: 'user', content: '北京冷吗' },
      { role: 'assistant', content: '', calls: [call] },
      { role: 'function', call, content: '{"celsius":-3}' },
    ] as const;
    expect(await bodyOf(messages)).toEqual({
      messages: [
        { role: 'user', content: '短\n\n北京冷吗' },
        {
          role: 'assistant',
          content: null,
          function_call: { name: 'weather', arguments: '{"city":"北京"}', thoughts: '先查' },
        },
        { role: 'function', name: 'weather', content: '{"celsius":-3}' },
      ],
      functions: [weather],
      stream: true,
      user_id: 'u',
    });
  });

  test('calls that another model made at once are told one after the other', async () => {
    const second = { id: 'call_b', name: 'time', arguments: '{}' };
    const messages = [
      { role: 'user', content: '北京冷吗' },
      { role: 'assistant', content: '我查一下。', calls: [call, second] },
      { role: 'function', call, content: '零下三度' },
      { role: 'function', call: second, content: '正午' },
      { role: 'assistant', content: '零下三度，正午。' },
      { role: 'user', content: '谢谢' },
    ] as const;
    expect((await bodyOf(messages))?.['messages']).toEqual([
      { role: 'user', content: '短\n\n北京冷吗' },
      {
        role: 'assistant',
        content: '我查一下。',
        function_call: { name: 'weather', arguments: '{"city":"北京"}', thoughts: '先查' },
      },
      { role: 'function', name: 'weather', content: '零下三度' },
      { role: 'assistant', content: null, function_call: { name: 'time', arguments: '{}' } },
      { role: 'function', name: 'time', content: '正午' },
      { role: 'assistant', content: '零下三度，正午。' },
      { role: 'user', content: '谢谢' },
    ]);
  });

  test('limits are told of a refusal too', async () => {
    const headers = { 'X-Ratelimit-Limit-Requests': '300', 'X-Ratelimit-Remaining-Requests': '12' };
    const { limits, answer } = await askVendor('{"error_code":18,"error_msg":"qps"}', headers);
    expect(answer.error).toMatchObject({ kind: 'rate' });
    expect(limits).toEqual([{ requestsPerMinute: 300, requestsLeft: 12 }]);
  });

  test.each([100, 110, 111])('%i gives the token up and asks nobody again by itself', async code => {
    const { answer, refused, received } = await askVendor(
      JSON.stringify({ error_code: code, error_msg: 'no' }),
    );
    expect(answer.error).toMatchObject({ kind: 'token', code: String(code) });
    expect(refused).toEqual(['24.very secret&']);
    expect(received).toHaveLength(1);
  });

  test('any other refusal keeps the token', async () => {
    expect((await askVendor('{"error_code":18,"error_msg":"qps"}')).refused).toEqual([]);
  });

  test('a token that the vendor repeats is not repeated by us', async () => {
    const { answer } = await askVendor('{"error_code":110,"error_msg":"token 24.very secret& is invalid"}');
    expect(inspect(answer.error)).toContain('token [redacted] is invalid');
    expect(inspect(answer.error)).not.toContain('24.very');
  });

  test('what people said is in no refusal, should the vendor repeat it', async () => {
    const asked = '我的密码是 hunter2，请记住';
    const error_msg = `content ${asked.slice(2, 12)} is invalid, see history: 好的`;
    const messages: Prompt['messages'] = [
      { role: 'user', content: '好的' },
      { role: 'assistant', content: '好的' },
      { role: 'user', content: asked },
    ];
    const body = JSON.stringify({ error_code: 336003, error_msg });
    const { answer } = await askVendor(body, {}, { ...prompt, messages });
    expect(answer.error).toMatchObject({
      message: 'ERNIE refused the call (336003): content … is invalid, see history: 好的',
    });
  });

  test('the limit of a minute comes in another form', async () => {
    const { answer } = await askVendor('{"code":336501,"msg":"rpm"}', { 'retry-after': '7' });
    expect(answer.error).toMatchObject({ kind: 'minute-rate', code: '336501', retryInMs: 7000 });
  });

  test('too fast, with nothing left of this minute, is the limit of the minute', async () => {
    const { answer } = await askVendor('{"error_code":18}', { 'X-Ratelimit-Remaining-Tokens': '0' });
    expect(answer.error).toMatchObject({ kind: 'minute-rate' });
  });

  test('a server that holds the connection open after the end holds nobody up', async () => {
    const vendor = await startVendor(res => res.write('data: {"result":"好","is_end":true}\n\n'));
    const { tokens } = fixedToken('24.t');
    const model = ernie({
      baseUrl: vendor.url,
      model: 'completions_pro',
      tokens,
      dispatcher,
      log: silentLog,
    });
    expect(await heard(model.stream(prompt, never))).toMatchObject({ text: '好', end: { forget: false } });
    await vendor.close();
  });

  test('calls one after the other share warm connections', async () => {
    const vendor = await startVendor(res => send(res, 'data: {"result":"好","is_end":true}\n\n'));
    const { tokens } = fixedToken('24.t');
    const model = ernie({
      baseUrl: vendor.url,
      model: 'completions_pro',
      tokens,
      dispatcher,
      log: silentLog,
    });
    for (let call = 0; call < 5; call += 1) await heard(model.stream(prompt, never));
    // Two: the next call may begin before the end of the last has come all the way.
    expect(vendor.connections()).toBeLessThanOrEqual(2);
    await vendor.close();
  });
});
