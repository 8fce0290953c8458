import { expect, it } from 'vitest';
import { canMend, FeishuFailure, meaningOf } from '../../../adapters/feishu/api/failures.ts';
import { openApi } from '../../../adapters/feishu/api.ts';
import { abortable } from '../../../src/abortable.ts';
import { Secret } from '../../../src/secret.ts';

it('a call that gets no access token in time is told as one that Feishu does not answer', async () => {
  const app = {
    appId: 'cli_0000000000000001',
    appSecret: new Secret('secret'),
    domain: 'http://127.0.0.1:9',
  };
  const never = new Promise<Secret>(() => {});
  const api = openApi(app, () => ({
    current: signal => abortable(never, signal),
    refused: async () => {},
  }));
  const call = api.call('botInfo', '', undefined, AbortSignal.timeout(20));
  await expect(call).rejects.toMatchObject({ name: 'PlatformFailure', kind: 'unreachable' });
  await api.close();
});

it.each([
  [230002, 'the bot was thrown out'],
  [230013, 'the person may not use the app'],
  [230029, 'the person has left the company'],
  [230053, 'the person wants nothing of the bot any more'],
  [232009, 'the group was dissolved'],
])('%i is for ever: %s', code => {
  expect(meaningOf(code, 400)).toEqual({ kind: 'gone' });
});

it.each([230011, 230110, 231003])('%i is about the question, which can be left out', code => {
  const failure = new FeishuFailure(meaningOf(code, 400), 'x', { code, retryInMs: 0 });
  expect(failure.kind).toBe('gone');
  expect(canMend(failure, 'question')).toBe(true);
});
