import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ErnieSimulator, startErnie } from '../../simulators/ernie/index.ts';
import { ask, callV1, callV2, events, freshToken } from './ernie-caller.ts';

let simulator: ErnieSimulator;
let token: string;
beforeEach(async () => {
  simulator = await startErnie({ chunkMs: 0 });
  token = await freshToken(simulator);
});
afterEach(() => simulator.close());

const parameters = { type: 'object', properties: {} };
const weather = { name: 'weather', description: '天气', parameters };
const time = { name: 'time', description: '时间', parameters };
const tools = [weather, time].map(offered => ({ type: 'function', function: offered }));
const user = (content: string) => ({ role: 'user', content });
const both =
  '北京冷吗，几点了\n#call=weather {"city":"北{京}"} #call=time {}\n#call-after=time {"zone":"UTC"}';

/** A call as V2 tells it. */
interface ToldCall {
  id: string;
  type: string;
  function: { name: string; arguments: string };
}

/** The one JSON answer of V2. */
async function answerV2(body: object) {
  const reply = (await (await callV2(simulator, body)).json()) as {
    choices: [
      {
        message: { content?: string; reasoning_content?: string; tool_calls?: ToldCall[] };
        finish_reason: string;
      },
    ];
  };
  return reply.choices[0];
}

/** The error code with which V2 refuses a body; `ok` where it does not. */
async function codeOf(body: object): Promise<string> {
  const reply = (await (await callV2(simulator, body)).json()) as { error?: { code: string } };
  return reply.error?.code ?? 'ok';
}

const callOf = (id: string, name = 'weather') => ({
  id,
  type: 'function',
  function: { name, arguments: '{}' },
});
const wanted = (...ids: string[]) => ({ role: 'assistant', tool_calls: ids.map(id => callOf(id)) });
const gave = (tool_call_id: string, content = '冷') => ({ role: 'tool', tool_call_id, content });

describe('functions through V2', () => {
  test('several calls stream one after the other, their arguments in parts', async () => {
    const stream = await (await callV2(simulator, { ...ask(both), tools, stream: true })).text();
    const chunks = events(stream) as unknown as {
      choices: {
        delta: { content?: string; tool_calls?: (Partial<ToldCall> & { index: number })[] };
        finish_reason?: string;
      }[];
    }[];
    const choices = chunks.flatMap(chunk => chunk.choices);
    const parts = choices.flatMap(choice => choice.delta.tool_calls ?? []);
    expect(parts.map(part => part.index)).toEqual([0, 0, 0, 1, 1, 1]);
    expect(parts.map(part => part.function?.name)).toEqual([
      'weather',
      undefined,
      undefined,
      'time',
      undefined,
      undefined,
    ]);
    expect(parts.map(part => part.type)).toEqual([
      'function',
      undefined,
      undefined,
      'function',
      undefined,
      undefined,
    ]);
    const argumentsOf = (index: number) =>
      parts
        .filter(part => part.index === index)
        .map(part => part.function?.arguments)
        .join('');
    expect([0, 1].map(argumentsOf)).toEqual(['{"city":"北{京}"}', '{}']);
    const ids = parts.flatMap(part => part.id ?? []);
    expect(new Set(ids).size).toBe(2);
    expect(choices.map(choice => choice.delta.content)).not.toContain('');
    expect(choices.at(-1)?.finish_reason).toBe('tool_calls');
  });

  test('results reach the model, in two rounds, and the last answer quotes them', async () => {
    const messages: object[] = [user(both)];
    const first = await answerV2({ messages, tools });
    expect(first.finish_reason).toBe('tool_calls');
    expect(first.message).not.toHaveProperty('content');
    const calls = first.message.tool_calls ?? [];
    messages.push({ role: 'assistant', content: null, tool_calls: calls });
    messages.push(...calls.map((call, index) => gave(call.id, ['零下三度', '正午'][index])));

    const second = await answerV2({ messages, tools });
    expect(second.message.tool_calls).toMatchObject([{ function: { name: 'time' } }]);
    messages.push({ role: 'assistant', tool_calls: second.message.tool_calls });
    messages.push(gave(second.message.tool_calls?.[0]?.id ?? '', '凌晨四点'));

    const last = await answerV2({ messages, tools });
    expect(last.message.tool_calls).toBeUndefined();
    expect(last.message.content).toContain('查询结果：凌晨四点');

    const conversation = [...messages, { role: 'assistant', content: '凌晨四点。' }, user('谢谢')];
    expect((await answerV2({ messages: conversation, tools })).message.content).toContain('“谢谢”');
  });

  test('the results of all parallel calls are quoted', async () => {
    const messages = [user('冷吗'), wanted('a', 'b'), gave('b', '第二'), gave('a', '第一')];
    expect((await answerV2({ messages, tools })).message.content).toMatch(
      /^查询结果：第二\n\n查询结果：第一/,
    );
  });

  test('one call at a time, none, or only what is offered: as the request says', async () => {
    const calls = async (more: object) => (await answerV2({ ...ask(both), ...more })).message.tool_calls;
    expect(await calls({ tools, parallel_tool_calls: false })).toHaveLength(1);
    expect(await calls({ tools, tool_choice: 'none' })).toBeUndefined();
    expect(await calls({ tools: tools.slice(1) })).toMatchObject([{ function: { name: 'time' } }]);
    expect(await calls({})).toBeUndefined();
  });

  test.each([
    ['an answered call', [user('?'), wanted('a'), gave('a'), user('!')], 'ok'],
    ['a call with text beside it', [user('?'), { ...wanted('a'), content: '我查' }, gave('a')], 'ok'],
    ['a call that nobody answers', [user('?'), wanted('a'), user('!')], 'invalid_messages'],
    ['one of two that nobody answers', [user('?'), wanted('a', 'b'), gave('a')], 'invalid_messages'],
    ['an unknown id', [user('?'), wanted('a'), gave('b')], 'invalid_messages'],
    ['a call answered twice', [user('?'), wanted('a'), gave('a'), gave('a')], 'invalid_messages'],
    ['an orphan', [user('?'), gave('a')], 'invalid_messages'],
    [
      'a late answer',
      [user('?'), wanted('a'), gave('a'), user('!'), wanted('b'), gave('a')],
      'invalid_messages',
    ],
    ['a result without an id', [user('?'), wanted('a'), { role: 'tool', content: '冷' }], 'invalid_messages'],
    ['a blank result at the end', [user('?'), wanted('a'), gave('a', ' ')], 'invalid_messages'],
    ['an empty list of calls', [user('?'), wanted(), user('!')], 'invalid_messages'],
    ['two calls of one id', [user('?'), wanted('a', 'a'), gave('a')], 'invalid_messages'],
    [
      'an assistant without content and calls',
      [user('?'), { role: 'assistant' }, user('!')],
      'invalid_messages',
    ],
    ['calls of a person', [{ ...wanted('a'), role: 'user' }, gave('a')], 'invalid_messages'],
    ['an assistant at the end', [user('?'), { role: 'assistant', content: '好' }], 'invalid_messages'],
  ])('%s is judged', async (_, messages, code) => {
    expect(await codeOf({ messages, tools })).toBe(code);
  });

  test.each([
    ['no list', {}],
    ['an empty list', []],
    ['a name with a space', [{ type: 'function', function: { name: 'a b' } }]],
    ['another type', [{ type: 'retrieval', function: weather }]],
    ['the same name twice', [tools[0], tools[0]]],
    ['parameters that are no object', [{ type: 'function', function: { ...weather, parameters: [] } }]],
  ])('%s is refused as tools', async (_, bad) => {
    expect(await codeOf({ ...ask('你好'), tools: bad })).toBe('invalid_argument');
  });

  test.each([
    { tool_choice: 'auto' },
    { tools, tool_choice: 'any' },
    { tools, parallel_tool_calls: 'no' },
    { stream_options: { include_usage: true } },
    { stream: true, stream_options: { include_usage: 'yes' } },
  ])('%j is refused', async more => {
    expect(await codeOf({ ...ask('你好'), ...more })).toBe('invalid_argument');
  });
});

describe('functions through V1', () => {
  const codeV1 = async (body: object): Promise<number | 'ok'> => {
    const answer = (await (await callV1(simulator, token, body)).json()) as { error_code?: number };
    return answer.error_code ?? 'ok';
  };
  const call = { role: 'assistant', content: null, function_call: { name: 'weather', arguments: '{}' } };
  const result = { role: 'function', name: 'weather', content: '冷' };
  const functions = [weather, time];

  test.each([
    ['a result', [user('?'), call, result], 'ok'],
    ['two rounds', [user('?'), call, result, call, result], 'ok'],
    [
      'a conversation after it',
      [user('?'), call, result, { role: 'assistant', content: '冷' }, user('!')],
      'ok',
    ],
    ['a result first', [result], 336006],
    ['a result of another name', [user('?'), call, { ...result, name: 'time' }], 336006],
    ['a result without a name', [user('?'), call, { role: 'function', content: '冷' }], 336006],
    ['a call by a person', [{ ...call, role: 'user' }, call, result], 336003],
    ['a call that is null', [user('?'), { ...call, function_call: null }, result], 336003],
  ])('%s is judged', async (_, messages, code) => {
    expect(await codeV1({ messages, functions })).toBe(code);
  });

  test('examples of any shape and responses are taken', async () => {
    for (const examples of [[user('?')], [[user('?'), call]], 'no list', {}]) {
      expect(
        await codeV1({ ...ask('你好'), functions: [{ ...weather, examples, responses: parameters }] }),
      ).toBe('ok');
    }
  });

  test('one function is called at a time, the next after its result', async () => {
    const said = async (messages: object[]) =>
      (await (await callV1(simulator, token, { messages, functions })).json()) as object;
    expect(await said([user(both)])).toMatchObject({ function_call: { name: 'weather' } });
    const later = await said([user(both), call, result]);
    expect(later).toMatchObject({ function_call: { name: 'time', arguments: '{"zone":"UTC"}' } });
  });

  test('when the oldest rounds are forgotten, a result never stands first', async () => {
    const messages = [
      user('长'.repeat(2000)),
      call,
      result,
      { role: 'assistant', content: '冷。' },
      user('长'.repeat(2000)),
    ];
    expect(await (await callV1(simulator, token, { messages, functions })).json()).toMatchObject({
      result: expect.stringContaining('1 条消息'),
      usage: { prompt_tokens: 2000 },
    });
  });
});

describe('what a test has the model say', () => {
  test('calls, also of what is not offered, thoughts and text', async () => {
    simulator.reply(() => ({
      thinking: '想。',
      text: '我查。',
      calls: [{ name: 'nothing', arguments: '{北京' }],
    }));
    const { message } = await answerV2(ask('你好'));
    expect(message).toMatchObject({
      content: '我查。',
      reasoning_content: '想。',
      tool_calls: [{ function: { name: 'nothing', arguments: '{北京' } }],
    });
    const v1 = await (await callV1(simulator, token, ask('你好'))).json();
    expect(v1).toMatchObject({ result: '我查。', function_call: { name: 'nothing', arguments: '{北京' } });
    expect(JSON.stringify(v1)).not.toContain('想。');
  });

  test('a fault can wait for the round in which a function gave something back', async () => {
    simulator.fault('v2-internal_error', 1, '第一');
    expect(await codeOf({ ...ask('冷吗'), tools })).toBe('ok');
    expect(await codeOf({ messages: [user('冷吗'), wanted('a'), gave('a', '第一')], tools })).toBe(
      'internal_error',
    );
  });
});

describe('thoughts', () => {
  test('a reasoning model thinks before each answer, others when the question asks for it', async () => {
    const thoughtsOf = async (question: string, model?: string) =>
      (await answerV2({ ...ask(question), ...(model && { model }) })).message.reasoning_content;
    expect(await thoughtsOf('你好')).toBeUndefined();
    expect(await thoughtsOf('#think=先看。再说。\n你好')).toBe('先看。再说。');
    expect(await thoughtsOf('你好', 'ernie-x1.1-preview')).toBe('先看清问题。再想想怎么说。');
  });

  test('they stream before the text, and are counted', async () => {
    const body = { ...ask('数到2 #think=想。'), stream: true, stream_options: { include_usage: true } };
    const chunks = events(await (await callV2(simulator, body)).text());
    expect(chunks.map(chunk => chunk.choices?.[0]?.delta)).toEqual([
      { reasoning_content: '想。' },
      { content: '1。' },
      { content: '2。' },
      undefined,
    ]);
    expect(chunks.at(-1)?.usage?.completion_tokens).toBe(5);
  });
});

describe('models', () => {
  test.each([
    ['ernie-4.5-turbo-32k', 200, undefined],
    ['ernie-5.0', 403, 'model_offline'],
    ['gpt', 401, 'invalid_model'],
  ])('%s is answered with %i', async (model, status, code) => {
    const reply = await callV2(simulator, { ...ask('你好'), model });
    expect(reply.status).toBe(status);
    expect(((await reply.json()) as { error?: { code: string } }).error?.code).toBe(code);
  });

  test('which there are is for a test to say', async () => {
    const own = await startErnie({
      chunkMs: 0,
      models: ['a'],
      offlineModels: ['b'],
      reasoningModels: ['c'],
    });
    const statusOf = async (model: string) => (await callV2(own, { ...ask('你好'), model })).status;
    expect(await Promise.all(['a', 'b', 'c', 'ernie-5.1'].map(statusOf))).toEqual([200, 403, 200, 401]);
    await own.close();
  });

  test('a prompt may be as long as the context of its model', async () => {
    const long = ask('长'.repeat(40_000));
    expect(await codeOf(long)).toBe('ok');
    expect(await codeOf({ ...long, model: 'ernie-4.5-turbo-32k' })).toBe('tokens_too_long');
  });
});
