import { expect, it } from 'vitest';
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
