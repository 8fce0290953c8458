import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ErnieSimulator, startErnie } from '../../simulators/ernie/index.ts';
import { openConnections } from '../../src/generation/exchange/http.ts';
import type { Provider } from '../../src/generation/provider.ts';
import { silentLog } from '../../src/log.ts';
import type { FunctionCall, FunctionSpec, Prompt, PromptMessage } from '../../src/model.ts';
import { heard } from './exchange/reading.ts';
import type { ContractWorld } from './model-contract.ts';

const weather: FunctionSpec = {
  name: 'weather',
  description: '获得指定地点的天气',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  responses: { type: 'object', properties: { celsius: { type: 'integer' } } },
};
const time: FunctionSpec = {
  name: 'time',
  description: '现在几点',
  parameters: { type: 'object', properties: {} },
};

/** How functions are called, whoever the vendor is; a part of the model contract. */
export function functionContract(open: (world: ContractWorld) => Promise<Provider> | Provider): void {
  describe('with functions', () => {
    const dispatcher = openConnections();
    const never = new AbortController().signal;
    let simulator: ErnieSimulator;
    let model: Provider;

    beforeAll(async () => {
      simulator = await startErnie({ chunkMs: 0 });
      model = await open({ url: simulator.url, dispatcher, log: silentLog });
    });
    afterEach(() => simulator.reply());
    afterAll(async () => {
      await dispatcher.close();
      await simulator.close();
    });

    const prompt = (messages: readonly PromptMessage[], more: Partial<Prompt> = {}): Prompt => ({
      messages,
      functions: [weather, time],
      parameters: {},
      userHash: 'u',
      ...more,
    });
    const say = (...[messages, more]: Parameters<typeof prompt>) =>
      heard(model.stream(prompt(messages, more), never));
    const user = (content: string): PromptMessage => ({ role: 'user', content });
    const lastBody = () => JSON.stringify(simulator.calls.at(-1)?.body);

    /** What the model wanted, and what it was given: the messages of the next round. */
    const given = (calls: readonly FunctionCall[], ...results: string[]): PromptMessage[] => [
      { role: 'assistant', content: '', calls },
      ...calls.map((call, index) => ({ role: 'function', call, content: results[index] ?? '' }) as const),
    ];

    test('a function is called, whole and with an id, and nothing is said', async () => {
      const answer = await say([user('#call=weather {"city":"北京"}')]);
      expect(answer).toMatchObject({
        text: '',
        calls: [{ id: expect.stringMatching(/./), name: 'weather', arguments: '{"city":"北京"}' }],
        end: { truncated: false, forget: false, usage: { completionTokens: expect.any(Number) } },
      });
      expect(answer.calls).toHaveLength(1);
    });

    test('a function is called without a stream too', async () => {
      const answer = await model.ask(prompt([user('#call=weather {"city":"北京"}')]), never);
      expect(answer).toMatchObject({ text: '', calls: [{ name: 'weather', arguments: '{"city":"北京"}' }] });
    });

    test('what the function gave back reaches the model', async () => {
      const question = user('#call=weather {"city":"北京"}');
      const { calls = [] } = await say([question]);
      const answer = await say([question, ...given(calls, '{"celsius":-3}')]);
      expect(answer.text).toContain('{"celsius":-3}');
      expect(answer.calls).toBeUndefined();
    });

    test('a second round may follow the first', async () => {
      const question = user('#call=weather {"city":"北京"}\n#call-after=time {}');
      const first = await say([question]);
      const soFar = [question, ...given(first.calls ?? [], '{"celsius":-3}')];
      const second = await say(soFar);
      expect(second.calls).toMatchObject([{ name: 'time', arguments: '{}' }]);
      const answer = await say([...soFar, ...given(second.calls ?? [], '正午')]);
      expect(answer.text).toContain('正午');
    });

    test('arguments that are no JSON are handed on as they are, and may be told back', async () => {
      const question = user('#call=weather {"city":');
      const { calls = [] } = await say([question]);
      expect(calls).toMatchObject([{ name: 'weather', arguments: '{"city":' }]);
      const answer = await say([question, ...given(calls, 'The arguments are not JSON.')]);
      expect(answer).toMatchObject({ text: expect.stringContaining('not JSON'), end: { forget: false } });
    });

    test('a function that gave back nothing spoils nothing', async () => {
      const question = user('#call=time {}');
      const { calls = [] } = await say([question]);
      expect(await say([question, ...given(calls, ' \n')])).toMatchObject({ end: { forget: false } });
    });

    test('calls that another model made at once, and what they gave back, are understood', async () => {
      const calls = [
        { id: 'call-1', name: 'weather', arguments: '{"city":"北京"}', thoughts: '先查天气' },
        { id: 'call-2', name: 'time', arguments: '{}' },
      ];
      const messages = [user('北京冷吗，几点了'), ...given(calls, '{"celsius":-3}', '正午'), user('谢谢')];
      // Alternating, as a conversation is: the answer of the round before.
      const answered = messages.toSpliced(4, 0, { role: 'assistant', content: '零下三度，正午。' });
      for (const each of [messages.slice(0, -1), answered]) {
        expect(await say(each)).toMatchObject({ end: { forget: false } });
        for (const told of ['celsius', '正午', 'weather', 'time']) expect(lastBody()).toContain(told);
      }
    });

    test('the persona rides in the first message of the user, in every round', async () => {
      const question = user('#call=time {}');
      const { calls = [] } = await say([question], { system: '你是气象员' });
      const spoken = { role: 'user', content: '你是气象员\n\n#call=time {}' };
      expect(simulator.calls.at(-1)?.body).toMatchObject({ messages: [spoken] });
      const results = given(calls, '正午');
      for (const functions of [[weather, time], []]) {
        await say([question, ...results], { system: '你是气象员', functions });
        expect(simulator.calls.at(-1)?.body).toMatchObject({ messages: [spoken, {}, {}] });
        expect(lastBody().match(/气象员/g)).toHaveLength(1);
      }
    });

    test('without functions nothing is said of them, and the persona has its own place', async () => {
      for (const more of [{}, { functions: [] }]) {
        const answer = await heard(
          model.stream(
            { messages: [user('你好')], parameters: {}, userHash: 'u', system: '你是气象员', ...more },
            never,
          ),
        );
        expect(answer.text).toContain('我的人设是“你是气象员”');
        expect(lastBody()).not.toMatch(/function|tool/);
      }
    });

    test('what a function is described by beyond the document is not sent', async () => {
      const more = { ...weather, examples: [[{ role: 'user', content: '举例' }]], secret: '不发' };
      await say([user('你好')], { functions: [more] });
      expect(lastBody()).toContain('获得指定地点的天气');
      expect(lastBody()).not.toMatch(/examples|举例|secret|不发/);
    });
  });
}
