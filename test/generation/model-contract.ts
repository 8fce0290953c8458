import { inspect } from 'node:util';
import type { Dispatcher } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ErnieSimulator, startErnie } from '../../simulators/ernie/index.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { ModelFailure } from '../../src/errors.ts';
import { openConnections } from '../../src/generation/exchange/http.ts';
import type { Provider } from '../../src/generation/provider.ts';
import { timed } from '../../src/generation/timed.ts';
import type { OnLimits, VendorLimits } from '../../src/generation/vendor-limits.ts';
import type { Log, LogEvents } from '../../src/log.ts';
import type { Prompt } from '../../src/model.ts';
import { eventually } from '../support/eventually.ts';
import { heard } from './exchange/reading.ts';
import { functionContract } from './function-contract.ts';

/** What a provider is opened with in these tests. */
export interface ContractWorld {
  readonly url: string;
  readonly dispatcher: Dispatcher;
  readonly log: Log;
  readonly onLimits?: OnLimits;
}

/** What every provider must do, whoever the vendor is. `secrets` may appear in no error and no log. */
export function modelContract(
  provider: 'ernie' | 'qianfan',
  open: (world: ContractWorld) => Promise<Provider> | Provider,
  secrets: () => readonly string[],
): void {
  describe(`${provider} keeps the model contract`, () => {
    functionContract(open);

    const dispatcher = openConnections();
    const logged: { event: string; fields: LogEvents[keyof LogEvents] }[] = [];
    const log: Log = (event, fields) => logged.push({ event, fields });
    const limits: VendorLimits[] = [];
    const onLimits: OnLimits = told => limits.push(told);
    const never = new AbortController().signal;
    let simulator: ErnieSimulator;
    let model: Provider;

    beforeAll(async () => {
      simulator = await startErnie({ chunkMs: 0 });
      model = await open({ url: simulator.url, dispatcher, log, onLimits });
    });
    afterEach(() => {
      simulator.clearFaults();
      simulator.reply();
      for (const secret of secrets()) expect(inspect(logged, { depth: 9 })).not.toContain(secret);
      logged.length = 0;
      limits.length = 0;
    });
    afterAll(async () => {
      await dispatcher.close();
      await simulator.close();
    });

    const prompt = (content: string, more: Partial<Prompt> = {}): Prompt => ({
      messages: [{ role: 'user', content }],
      parameters: {},
      userHash: 'hash-of-a-person',
      ...more,
    });
    const answerTo = (content: string) => heard(model.stream(prompt(content), never));
    const lastBody = () => simulator.calls.at(-1)?.body as Record<string, unknown>;

    test('an answer streams in and ends with what it cost', async () => {
      simulator.reply(() => '先说结论。可以。');
      const answer = await answerTo('可以吗');
      expect(answer).toMatchObject({ text: '先说结论。可以。', end: { truncated: false, forget: false } });
      expect(answer.end).toMatchObject({
        usage: { promptTokens: expect.any(Number), completionTokens: expect.any(Number) },
      });
    });

    test('an answer can be had in one piece', async () => {
      simulator.reply(() => '先说结论。可以。');
      const { text, end } = await model.ask(prompt('可以吗'), never);
      expect(text).toBe('先说结论。可以。');
      expect(end.usage?.completionTokens).toBeGreaterThan(0);
      expect(lastBody()['stream']).toBe(false);
    });

    test('only what is set is sent, and who asks only as a hash', async () => {
      await answerTo('你好');
      const sent = Object.keys(lastBody());
      for (const field of ['temperature', 'top_p', 'penalty_score', 'system'])
        expect(sent).not.toContain(field);
      expect(JSON.stringify(lastBody())).toContain('hash-of-a-person');
      const parameters = { temperature: 0.3, topP: 0.5, penaltyScore: 1.2 };
      await heard(model.stream(prompt('你好', { parameters, system: '简短回答' }), never));
      expect(lastBody()).toMatchObject({ temperature: 0.3, top_p: 0.5, penalty_score: 1.2 });
      expect(JSON.stringify(lastBody())).toContain('简短回答');
    });

    test('a persona that is too long is told before anything is sent', async () => {
      const before = simulator.calls.length;
      const answer = heard(model.stream(prompt('你好', { system: '长'.repeat(1025) }), never));
      expect((await answer).error).toMatchObject({ kind: 'configuration' });
      expect(simulator.calls).toHaveLength(before);
    });

    const harmless = [
      'crlf',
      'comment-lines',
      'data-without-space',
      'no-final-blank-line',
      'byte-by-byte',
      'empty-last-chunk',
      'malformed-frame',
    ];
    test.each(harmless)('%s changes nothing', async fault => {
      simulator.reply(() => '第一句。第二句，有 😀 表情。第三句。');
      simulator.fault(fault);
      expect(await answerTo('你好')).toMatchObject({
        text: '第一句。第二句，有 😀 表情。第三句。',
        end: { forget: false },
      });
    });

    test('an event that cannot be read is skipped, and logged', async () => {
      simulator.fault('garbled-frame');
      expect((await answerTo('#len=400')).end).toMatchObject({ truncated: false });
      expect(logged).toEqual([{ event: 'model.frame-skipped', fields: { model: model.name, count: 1 } }]);
    });

    test('an answer cut at the limit of the model says so', async () => {
      simulator.fault('truncated');
      expect((await answerTo('#len=400')).end).toMatchObject({ truncated: true });
    });

    test('thoughts are told where the vendor tells them, and are none of the answer', async () => {
      const question = '你好\n#think=先想想。再想想。';
      const thinking = provider === 'qianfan' ? '先想想。再想想。' : '';
      const answer = await answerTo(question);
      expect(answer.thinking ?? '').toBe(thinking);
      expect(answer.text).toMatch(/^你说的是/);
      expect(await model.ask(prompt(question), never)).toMatchObject({ thinking, text: answer.text });
    });

    test.each([
      ['need-clear-history', -1],
      ['need-clear-history-round', 1],
      ['need-clear-history-late', -1],
    ])('%s demands that all is forgotten and nothing stays', async (fault, banRound) => {
      simulator.fault(fault, 2);
      const { end } = await answerTo('你好');
      expect(end).toMatchObject({ forget: true, banRound });
      expect(end).not.toHaveProperty('textMayStay');
      const { end: inOnePiece } = await model.ask(prompt('你好'), never);
      expect(inOnePiece).toMatchObject({ forget: true, banRound });
    });

    test('need-clear-history-shown demands that all is forgotten; only Qianfan can let the text stay', async () => {
      simulator.reply(() => '一。二。');
      simulator.fault('need-clear-history-shown');
      const { text, end } = await answerTo('你好');
      const stays = provider === 'qianfan';
      expect(end).toMatchObject({ forget: true, banRound: -1, ...(stays && { textMayStay: true }) });
      expect(text).toBe(stays ? '一。二。' : '一。');
      if (!stays) expect(end).not.toHaveProperty('textMayStay');
    });

    test('what the vendor says of its limits is handed on, and silence is nothing', async () => {
      simulator.fault('rate-exhausted');
      await answerTo('你好');
      expect(limits).toEqual([{ requestsLeft: 0, tokensLeft: 0 }]);
      await answerTo('你好');
      expect(limits).toHaveLength(1);
    });

    test.each([
      ['no-end', 'broken'],
      ['reset', 'broken'],
      ['error-in-stream-bare', 'unavailable'],
      ['error-in-stream-data', 'unavailable'],
    ])('%s is a failure after the text: %s', async (fault, kind) => {
      simulator.fault(fault);
      const answer = await answerTo('#len=400');
      expect(answer.text).not.toBe('');
      expect(answer.error).toMatchObject({ name: 'ModelFailure', kind });
    });

    test.each([
      ['error-as-html', 'unavailable'],
      ['http-429', 'rate'],
      ['http-500', 'unavailable'],
      ['http-502-html', 'unavailable'],
    ])('%s is %s, streamed or not', async (fault, kind) => {
      simulator.fault(fault, 2);
      expect(await answerTo('你好')).toMatchObject({ text: '', error: { name: 'ModelFailure', kind } });
      await expect(model.ask(prompt('你好'), never)).rejects.toMatchObject({ name: 'ModelFailure', kind });
    });

    test('a vendor that is not there is unavailable', async () => {
      const gone = await startErnie();
      const deaf = await open({ url: gone.url, dispatcher, log });
      await gone.close();
      const { error } = await heard(deaf.stream(prompt('你好'), never));
      expect(error).toMatchObject({ name: 'ModelFailure', kind: 'unavailable' });
      for (const secret of secrets()) expect(inspect(error, { depth: 9 })).not.toContain(secret);
    });

    test.each(['stall', 'stall-before-first-byte', 'stall-after-headers'])(
      '%s is cut, also at the vendor',
      async fault => {
        simulator.fault(fault);
        const before = simulator.calls.length;
        // However long its way takes: the silence that counts begins when the call is there.
        const clock: Clock = {
          ...systemClock,
          async sleep(ms, signal) {
            await eventually('the call', () => simulator.calls.length > before);
            await systemClock.sleep(ms, signal);
          },
        };
        const limits = { firstByteMs: 150, idleMs: 150, totalMs: 60_000 };
        const { error } = await heard(timed(model, limits, clock).stream(prompt('#len=400'), never));
        expect(error).toMatchObject({ kind: 'silent' });
        await expect.poll(() => simulator.calls.at(-1)?.aborted).toBe(true);
      },
    );

    test('a stop ends the call at the vendor, with the reason of the stop', async () => {
      simulator.fault('stall');
      const stop = new AbortController();
      const reason = new Error('stopped');
      const answer = model.stream(prompt('#len=400'), stop.signal)[Symbol.asyncIterator]();
      await answer.next();
      stop.abort(reason);
      const rest = (async () => {
        while (!(await answer.next()).done);
      })();
      await expect(rest).rejects.toBe(reason);
      await expect.poll(() => simulator.calls.at(-1)?.aborted).toBe(true);
    });

    test('a reader who leaves ends the call at the vendor', async () => {
      simulator.fault('stall');
      for await (const _ of model.stream(prompt('#len=400'), never)) break;
      await expect.poll(() => simulator.calls.at(-1)?.aborted).toBe(true);
    });

    test('a refused question tells the kind and the code, and no secret', async () => {
      const { error } = await answerTo('');
      expect(error).toBeInstanceOf(ModelFailure);
      expect(error).toMatchObject({ code: expect.stringMatching(/./) });
      for (const secret of secrets())
        expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret);
    });
  });
}
