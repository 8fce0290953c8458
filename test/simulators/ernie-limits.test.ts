import { afterEach, describe, expect, test } from 'vitest';
import { type ErnieOptions, type ErnieSimulator, startErnie } from '../../simulators/ernie/index.ts';
import { ask, callV1, callV2, freshToken } from './ernie-caller.ts';
import { stopTime } from './stop-time.ts';

let simulator: ErnieSimulator;
afterEach(() => simulator.close());

/** A simulator with these limits, and a token for it. */
async function start(limits: ErnieOptions): Promise<string> {
  simulator = await startErnie({ chunkMs: 0, ...limits });
  return freshToken(simulator);
}

/** What the rate headers of a reply tell. */
function toldBy(reply: Response): Record<string, string> {
  const told = [...reply.headers].filter(([name]) => name.startsWith('x-ratelimit-'));
  return Object.fromEntries(told.map(([name, value]) => [name.slice('x-ratelimit-'.length), value]));
}

describe('calls of a second', () => {
  test('no second has more calls than allowed, wherever it begins', async () => {
    stopTime();
    const token = await start({ qps: 3 });
    const three = await Promise.all([1, 2, 3].map(() => callV1(simulator, token, ask('你好'))));
    expect(three[0]?.headers.get('x-ratelimit-limit-requests')).toBe('180');
    const fourth = async () => (await callV1(simulator, token, ask('你好'))).json();
    for (const ms of [0, 999]) {
      simulator.advance(ms);
      expect(await fourth()).toMatchObject({ error_code: 18 });
    }
    simulator.advance(1);
    expect(await fourth()).toHaveProperty('result');
  });

  test('V2 tells it with HTTP 429', async () => {
    stopTime();
    await start({ qps: 1 });
    await callV2(simulator, ask('你好'));
    const second = await callV2(simulator, ask('你好'));
    expect(second.status).toBe(429);
    expect(await second.json()).toMatchObject({ error: { code: 'rpm_rate_limit_exceeded' } });
  });
});

describe('the limits of a minute', () => {
  test('calls are refused once the minute is full, and let in when it is over', async () => {
    const token = await start({ rpm: 2 });
    expect(toldBy(await callV1(simulator, token, ask('你好')))).toEqual({
      'limit-requests': '2',
      'remaining-requests': '1',
    });
    await callV1(simulator, token, ask('你好'));
    const third = await callV1(simulator, token, ask('你好'));
    expect(toldBy(third)).toMatchObject({ 'remaining-requests': '0' });
    expect(await third.json()).toMatchObject({ code: 336501 });
    simulator.advance(60_001);
    expect(await (await callV1(simulator, token, ask('你好'))).json()).toHaveProperty('result');
  });

  test('tokens of prompts and answers are counted, and refused in the same way', async () => {
    const token = await start({ tpm: 20 });
    const first = await callV1(simulator, token, ask('请数到5'));
    expect(toldBy(first)).toEqual({ 'limit-tokens': '20', 'remaining-tokens': '5' });
    const long = await callV1(simulator, token, ask('今天的天气怎么样'));
    expect(toldBy(long)).toMatchObject({ 'remaining-tokens': '5' });
    expect(await long.json()).toMatchObject({ code: 336502 });
    expect(await (await callV1(simulator, token, ask('数到1'))).json()).toMatchObject({ result: '1。' });
  });

  test('V2 has a code for each of them, and a budget of its own', async () => {
    const token = await start({ rpm: 2, tpm: 10 });
    expect((await callV2(simulator, ask('你好'))).status).toBe(200);
    const tokens = await callV2(simulator, ask('你好'));
    expect(tokens.status).toBe(429);
    expect(await tokens.json()).toMatchObject({ error: { code: 'tpm_rate_limit_exceeded' } });
    const requests = await callV2(simulator, ask('你好'));
    expect(await requests.json()).toMatchObject({ error: { code: 'rpm_rate_limit_exceeded' } });
    const other = await callV1(simulator, token, ask('你好'));
    expect(toldBy(other)).toMatchObject({ 'remaining-requests': '1' });
  });

  test('what fails costs a call and no tokens', async () => {
    const token = await start({ rpm: 9, tpm: 900 });
    simulator.fault('code-2');
    expect(toldBy(await callV1(simulator, token, ask('你好')))).toMatchObject({
      'remaining-requests': '8',
      'remaining-tokens': '900',
    });
  });
});
