import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ErnieSimulator, simulatedKeys, startErnie } from '../../simulators/ernie/index.ts';
import { ask, callV1, callV2, events, freshToken, requestToken } from './ernie-caller.ts';
import { stopTime } from './stop-time.ts';
import { callFromElsewhere, cutting, killing, watchProbe } from './watch-probe.ts';

const three = { ...ask('请数到3'), stream: true };

let probe: ReturnType<typeof watchProbe>;
let simulator: ErnieSimulator;
beforeEach(async () => {
  probe = watchProbe();
  simulator = await startErnie({ chunkMs: 0, qps: 2, watch: probe.watch });
});
afterEach(() => simulator.close());

test('a call is seen as it arrives and as it lands, a refused one as it arrives, with what it says and where it comes from', async () => {
  const token = await freshToken(simulator);
  await (await callV1(simulator, token, three)).text();
  await (await callV1(simulator, 'wrong', three)).text();
  await (await callV2(simulator, three)).text();
  await (await requestToken(simulator, { secret: 'wrong' })).text();

  expect(probe.told()).toEqual([
    ...['token arrived', 'token landed'],
    ...['chat arrived', 'chat landed'],
    'chat arrived',
    ...['chat arrived', 'chat landed'],
    'token arrived',
  ]);
  const chats = probe.moments.filter(({ api, stage }) => api === 'chat' && stage === 'arrived');
  for (const { about } of chats) expect(about).toContain('completions');
  for (const { about } of chats) expect(about).toContain('请数到3');
  expect(chats.map(({ port }) => port)).toEqual(simulator.calls.map(({ port }) => port));
  expect(simulator.calls.every(({ port }) => port > 0)).toBe(true);
});

test('a call that is cut as it arrives says nothing, meets no fault, and counts against the limits', async () => {
  stopTime();
  simulator.fault('http-500');
  probe.decide(cutting('chat', 'arrived'));
  await expect(callV2(simulator, three)).rejects.toThrow();
  expect(simulator.waitingFaults).toHaveLength(1);
  expect(simulator.calls).toMatchObject([{ outcome: 'cut', fault: undefined, aborted: false }]);
  expect(simulator.calls[0]?.endedAt).toBeDefined();

  probe.decide(() => 'go on');
  const statuses = [await callV2(simulator, three), await callV2(simulator, three)].map(
    ({ status }) => status,
  );
  expect(statuses).toEqual([500, 429]);
});

test('a call that is cut as it lands has said everything, and never ends', async () => {
  probe.decide(cutting('chat', 'landed'));
  const answer = await callV2(simulator, three);
  let heard = '';
  const decoder = new TextDecoder();
  const listen = async () => {
    for await (const bytes of answer.body ?? []) heard += decoder.decode(bytes, { stream: true });
  };
  await expect(listen()).rejects.toThrow();
  const said = events(heard).map(({ choices }) => choices?.[0]?.delta.content ?? '');
  expect(said.join('')).toBe('1。2。3。');
  expect(simulator.calls).toMatchObject([{ outcome: 'cut', aborted: false }]);
});

test('a token can be cut too', async () => {
  probe.decide(cutting('token', 'landed'));
  await expect(freshToken(simulator)).rejects.toThrow();
  probe.decide(cutting('token', 'arrived'));
  await expect(freshToken(simulator)).rejects.toThrow();
  expect(simulator.tokenRequests).toBe(1);
});

test('what a killed process asked is not done', async () => {
  simulator.fault('http-500');

  const caller = callFromElsewhere(`${simulator.url}/v2/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${simulatedKeys.qianfanKey}` },
    body: { model: 'ernie-5.1', ...three },
  });
  probe.decide(killing(caller));
  await expect.poll(() => simulator.calls[0]?.endedAt, { timeout: 10_000 }).toBeDefined();
  expect(probe.told()).toEqual(['chat arrived']);
  expect(simulator.calls).toMatchObject([{ outcome: 'pending', aborted: true }]);
  expect(simulator.waitingFaults).toHaveLength(1);
});
