import { randomUUID } from 'node:crypto';
import { afterAll, expect, inject, test } from 'vitest';
import { openChatSettings, parametersFor } from '../src/chat-settings.ts';
import { keysFor } from '../src/keys.ts';
import { connect } from '../src/redis/connect.ts';

const redis = connect(inject('redisUrl'), 'patient', () => {});
const settings = openChatSettings(redis, keysFor(`test-${randomUUID()}`));
afterAll(() => redis.disconnect());

test('a chat that nobody changed has no settings of its own', async () => {
  expect(await settings.read('telegram:1')).toEqual({ parameters: {} });
});

test('a persona and parameters are kept for one chat until they are cleared', async () => {
  await settings.setPersona('telegram:2', '你是老师');
  await settings.setParameters('telegram:2', { topP: 0, penaltyScore: 1.5 });
  expect(await settings.read('telegram:2')).toEqual({
    persona: '你是老师',
    parameters: { topP: 0, penaltyScore: 1.5 },
  });
  expect(await settings.read('telegram:22')).toEqual({ parameters: {} });
  await settings.setPersona('telegram:2', undefined);
  await settings.setParameters('telegram:2', {});
  expect(await settings.read('telegram:2')).toEqual({ parameters: {} });
});

test('a chat may have a model of its own, and may have its functions taken from it', async () => {
  await settings.setModel('telegram:6', 'qianfan/ernie-5.1');
  await settings.setFunctions('telegram:6', 'off');
  expect(await settings.read('telegram:6')).toEqual({
    parameters: {},
    model: 'qianfan/ernie-5.1',
    functions: 'off',
  });
  await settings.setModel('telegram:6', undefined);
  await settings.setFunctions('telegram:6', undefined);
  expect(await settings.read('telegram:6')).toEqual({ parameters: {} });
});

test('a pause here and a pause everywhere are two', async () => {
  await settings.setPaused('telegram:3', true);
  expect(await settings.pauses('telegram:3')).toEqual({ here: true, everywhere: false });
  await settings.setPaused('all', true);
  expect(await settings.pauses('telegram:4')).toEqual({ here: false, everywhere: true });
  await settings.setPaused('all', false);
  expect(await settings.pauses('telegram:3')).toEqual({ here: true, everywhere: false });
});

test('a group that becomes a supergroup keeps its persona and its pause, also when that is told twice', async () => {
  await settings.setPersona('telegram:-5', '你是老师');
  await settings.setPaused('telegram:-5', true);
  await settings.move('telegram:-5', 'telegram:-1005');
  await settings.move('telegram:-5', 'telegram:-1005');
  expect((await settings.read('telegram:-1005')).persona).toBe('你是老师');
  expect(await settings.pauses('telegram:-1005')).toEqual({ here: true, everywhere: false });
  expect(await settings.read('telegram:-5')).toEqual({ parameters: {} });
  expect((await settings.pauses('telegram:-5')).here).toBe(false);
});

test("a chat's parameters go before the defaults, and temperature and top_p are never sent together", () => {
  const defaults = { temperature: 0.9, penaltyScore: 1.2 };
  expect(parametersFor(defaults, {})).toEqual(defaults);
  expect(parametersFor(defaults, { topP: 0.5 })).toEqual({ topP: 0.5, penaltyScore: 1.2 });
  expect(parametersFor(defaults, { temperature: 0.1 })).toEqual({ temperature: 0.1, penaltyScore: 1.2 });
  expect(parametersFor(defaults, { penaltyScore: 2 })).toEqual({ temperature: 0.9, penaltyScore: 2 });
});
