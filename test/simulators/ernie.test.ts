import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ErnieSimulator, startErnie } from '../../simulators/ernie/index.ts';
import { ask, callV1, callV2, events, freshToken, requestToken } from './ernie-caller.ts';

let simulator: ErnieSimulator;
let token: string;
beforeEach(async () => {
  simulator = await startErnie({ chunkMs: 0 });
  token = await freshToken(simulator);
});
afterEach(() => simulator.close());

/** What V1 answers to this body: the error code, or `ok`. */
async function codeOf(body: unknown, init?: RequestInit): Promise<number | 'ok'> {
  const answer = (await (await callV1(simulator, token, body, init)).json()) as { error_code?: number };
  return answer.error_code ?? 'ok';
}

describe('access tokens', () => {
  test('the right keys get a token for thirty days, wrong ones get the words of OAuth', async () => {
    expect(await (await requestToken(simulator)).json()).toMatchObject({ expires_in: 2_592_000 });
    expect(await (await requestToken(simulator, { id: 'no' })).json()).toEqual({
      error: 'invalid_client',
      error_description: 'unknown client id',
    });
    expect(await (await requestToken(simulator, { secret: 'no' })).json()).toMatchObject({
      error_description: 'Client authentication failed',
    });
    expect(await (await requestToken(simulator, { secret: '' })).json()).toMatchObject({
      error: 'invalid_request',
    });
    expect(simulator.tokenRequests).toBe(5);
  });

  test('no token, an unknown one and an expired one are told apart', async () => {
    const codes = async (bad: string) => (await callV1(simulator, bad, ask('你好'))).json();
    expect(await codes('')).toMatchObject({ error_code: 100 });
    expect(await codes('24.nobody')).toMatchObject({ error_code: 110 });
    const shortLived = await startErnie({ tokenLifeS: 0 });
    const expired = await callV1(shortLived, await freshToken(shortLived), ask('你好'));
    expect(await expired.json()).toMatchObject({ error_code: 111 });
    await shortLived.close();
  });

  test('after the fault token-expired the old token stays refused and a new one is good', async () => {
    simulator.fault('token-expired');
    expect(await codeOf(ask('你好'))).toBe(111);
    expect(await codeOf(ask('你好'))).toBe(111);
    token = await freshToken(simulator);
    expect(await codeOf(ask('你好'))).toBe('ok');
  });
});

describe('answers', () => {
  test('a sync answer echoes the question and counts its tokens', async () => {
    const reply = await callV1(simulator, token, ask('今天天气怎么样'));
    expect(reply.headers.get('statement')).toBe('AI-generated');
    const answer = (await reply.json()) as { result: string; usage: { prompt_tokens: number } };
    expect(answer.result).toContain('“今天天气怎么样”');
    expect(answer.result).toContain('**重要：**');
    expect(answer.usage.prompt_tokens).toBe(7);
  });

  test('in a V1 stream completion tokens are of the chunk, totals grow, and the last chunk says so', async () => {
    const reply = await callV1(simulator, token, { ...ask('请数到5'), stream: true });
    expect(reply.headers.get('content-type')).toBe('text/event-stream;charset=utf-8');
    const chunks = events(await reply.text());
    expect(chunks.map(chunk => chunk.result)).toEqual(['1。', '2。', '3。', '4。', '5。']);
    expect(chunks.map(chunk => chunk.sentence_id)).toEqual([0, 1, 2, 3, 4]);
    expect(chunks.map(chunk => chunk.is_end)).toEqual([false, false, false, false, true]);
    expect(chunks.map(chunk => chunk.usage?.completion_tokens)).toEqual([2, 2, 2, 2, 2]);
    expect(chunks.map(chunk => chunk.usage?.total_tokens)).toEqual([7, 9, 11, 13, 15]);
  });

  test('a V2 stream ends with a reason, with usage where it is wanted, and with [DONE]', async () => {
    const body = { ...ask('count to 3'), stream: true, stream_options: { include_usage: true } };
    const text = await (await callV2(simulator, body)).text();
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    const chunks = events(text);
    expect(chunks.map(chunk => chunk.choices?.[0]?.delta.content)).toEqual(['1。', '2。', '3。', undefined]);
    expect(chunks[2]?.choices?.[0]?.finish_reason).toBe('normal');
    expect(chunks[3]).toMatchObject({ choices: [], usage: { prompt_tokens: 4, total_tokens: 10 } });
  });

  test('a conversation and a persona show in the answer, through both APIs', async () => {
    const history = [
      { role: 'user', content: '我叫小明' },
      { role: 'assistant', content: '你好，小明。' },
      { role: 'user', content: '我叫什么？' },
    ];
    const v1 = (await (
      await callV1(simulator, token, { system: '一只猫', messages: history })
    ).json()) as object;
    const system = { role: 'system', content: '一只猫' };
    const v2 = (await (await callV2(simulator, { messages: [system, ...history] })).json()) as object;
    for (const answer of [JSON.stringify(v1), JSON.stringify(v2)]) {
      expect(answer).toContain('上一句你说的是“我叫小明”');
      expect(answer).toContain('3 条消息');
      expect(answer).toContain('“一只猫”');
    }
  });

  test('the oldest rounds are forgotten when all messages are over 3000 tokens', async () => {
    const long = '长'.repeat(2000);
    const messages = [
      { role: 'user', content: long },
      { role: 'assistant', content: '好。' },
      { role: 'user', content: long },
    ];
    const answer = await (await callV1(simulator, token, { messages })).json();
    expect(answer).toMatchObject({ usage: { prompt_tokens: 2000 } });
  });

  test('a long answer is as long as was asked, and a test may write its own', async () => {
    const long = (await (await callV1(simulator, token, ask('#len=5000'))).json()) as { result: string };
    expect(long.result.length).toBeGreaterThanOrEqual(5000);
    simulator.reply(prompt => `“${prompt.messages.at(-1)?.content}”？好！`);
    const own = events(await (await callV1(simulator, token, { ...ask('嗯'), stream: true })).text());
    expect(own.map(chunk => chunk.result)).toEqual(['“嗯”？', '好！']);
  });

  test('a function is called in one chunk and its result comes back as an answer', async () => {
    const functions = [{ name: 'weather', description: '天气', parameters: { type: 'object' } }];
    const question = { role: 'user', content: '北京冷吗 #call=weather {"city":"北京"}' };
    const first = await callV1(simulator, token, { messages: [question], functions, stream: true });
    const chunks = events(await first.text());
    const call = { name: 'weather', arguments: '{"city":"北京"}' };
    expect(chunks).toMatchObject([{ sentence_id: 0, is_end: true, result: '', function_call: call }]);
    const messages = [
      question,
      { role: 'assistant', content: null, function_call: call },
      { role: 'function', name: 'weather', content: '{"摄氏":-3}' },
    ];
    const second = (await (await callV1(simulator, token, { messages, functions })).json()) as object;
    expect(JSON.stringify(second)).toContain('摄氏');
  });
});

describe('strictness', () => {
  const user = { role: 'user', content: '你好' };
  const assistant = { role: 'assistant', content: '好' };
  const weather = { name: 'weather', description: '天气', parameters: {} };

  test.each([
    ['no messages', {}, 336001],
    ['an empty list', { messages: [] }, 336006],
    ['an even number', { messages: [user, assistant] }, 336006],
    ['two questions in a row', { messages: [user, user, user] }, 336006],
    ['the assistant first', { messages: [assistant, user, assistant] }, 336006],
    ['a system role', { messages: [{ role: 'system', content: '猫' }] }, 336006],
    ['an empty question', { messages: [{ role: 'user', content: ' ' }] }, 336006],
    ['an empty function call', { messages: [user, { role: 'assistant', function_call: {} }, user] }, 336003],
    [
      'a result that nobody asked for',
      { messages: [user, assistant, { ...user, role: 'function', name: 'x' }] },
      336006,
    ],
    ['a question of 3001 tokens', ask('长'.repeat(3001)), 336003],
    ['a question of 3000 tokens', ask('长'.repeat(3000)), 'ok'],
    ['temperature 0', { ...ask('你好'), temperature: 0 }, 336003],
    ['temperature 1', { ...ask('你好'), temperature: 1 }, 'ok'],
    ['temperature 1.1', { ...ask('你好'), temperature: 1.1 }, 336003],
    ['top_p 1.1', { ...ask('你好'), top_p: 1.1 }, 336003],
    ['penalty_score 0.9', { ...ask('你好'), penalty_score: 0.9 }, 336003],
    ['a stream that is no boolean', { ...ask('你好'), stream: 'yes' }, 336001],
    ['a persona of 1024 characters', { ...ask('你好'), system: '猫'.repeat(1024) }, 'ok'],
    ['a persona of 1025 characters', { ...ask('你好'), system: '猫'.repeat(1025) }, 336104],
    ['a persona with functions', { ...ask('你好'), system: '猫', functions: [weather] }, 336104],
    ['a function without parameters', { ...ask('你好'), functions: [{ name: 'x' }] }, 336003],
    ['no JSON', '{', 336002],
  ])('V1 judges %s by the rules of the document', async (_, body, code) => {
    expect(await codeOf(body)).toBe(code);
  });

  test('V1 refuses a body that is not declared as JSON, a GET, another model and another method', async () => {
    const undeclared = await callV1(simulator, token, ask('你好'), {
      headers: { 'content-type': 'text/plain' },
    });
    expect(undeclared.status).toBe(400);
    const root = `${simulator.url}/rpc/2.0/ai_custom/v1/wenxinworkshop`;
    const code = async (path: string, init?: RequestInit) =>
      (await fetch(`${root}/${path}?access_token=${token}`, init)).json();
    expect(await code('chat/completions_pro')).toMatchObject({ error_code: 336101 });
    expect(await code('chat/no-such-model', { method: 'POST' })).toMatchObject({ error_code: 336005 });
    expect(await code('completions_pro')).toMatchObject({ error_code: 3 });
  });

  test.each([
    ['a wrong key', ask('你好'), 401, 'invalid_iam_token'],
    ['no model', { ...ask('你好'), model: '' }, 400, 'invalid_model'],
    ['no messages', { messages: [] }, 400, 'invalid_messages'],
    ['a blank question', ask(' '), 400, 'invalid_messages'],
    ['temperature 0', { ...ask('你好'), temperature: 0 }, 400, 'invalid_argument'],
  ])('V2 refuses %s with its own status and code', async (what, body, status, code) => {
    const reply = await callV2(simulator, body, what === 'a wrong key' ? 'no' : undefined);
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ error: { code } });
  });
});
