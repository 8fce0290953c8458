import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownToken } from '../../../adapters/dingtalk/api/tokens.ts';
import { type DingtalkApi, openApi } from '../../../adapters/dingtalk/api.ts';
import { Secret } from '../../../src/secret.ts';
import { appAt, errorOf, openServer, type SmallServer } from './small-server.ts';

let server: SmallServer;
let api: DingtalkApi;
let billed: string[];

beforeEach(async () => {
  server = await openServer();
  billed = [];
  api = openApi(server.app, ownToken(server.app), what => billed.push(what));
});
afterEach(async () => {
  await api.close();
  await server.close();
});

const card = { outTrackId: 'card-1' };
const refusal = (code: string, message = '', status = 400) => ({ status, body: { code, message } });
const session = () => new Secret(`${server.url}/robot/sendBySession?session=session-secret-1`);

describe('a call', () => {
  it('carries the access token in its header, and is counted', async () => {
    await api.call('updateCard', card);
    expect(server.calls).toMatchObject([
      {
        method: 'PUT',
        path: '/v1.0/card/instances',
        body: card,
        headers: { 'x-acs-dingtalk-access-token': 'token-1' },
      },
    ]);
    expect(billed).toEqual(['calls']);
  });

  it('that is refused for its pace is not counted', async () => {
    server.says(refusal('Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', '', 403));
    expect(await errorOf(api.call('updateCard', card))).toMatchObject({ kind: 'busy', mend: 'pace' });
    expect(billed).toEqual([]);
  });

  it('that is refused for anything else is counted', async () => {
    server.says(refusal('param.error'));
    expect(await errorOf(api.call('updateCard', card))).toMatchObject({
      kind: 'refused',
      code: 'param.error',
    });
    expect(billed).toEqual(['calls']);
  });

  it('whose answer is lost is counted, for it may have arrived', async () => {
    server.says('hang up');
    expect(await errorOf(api.call('updateCard', card))).toMatchObject({ kind: 'unreachable', counted: true });
    expect(billed).toEqual(['calls']);
  });

  it('that cannot have arrived is not counted', async () => {
    await api.prepare();
    await server.close();
    expect(await errorOf(api.call('updateCard', card))).toMatchObject({
      kind: 'unreachable',
      counted: false,
    });
    expect(billed).toEqual([]);
  });

  it('with a token that is not good any more is made once; the next has another', async () => {
    server.says(refusal('InvalidAuthentication', '不合法的access_token: token-1'));
    const error = await errorOf(api.call('updateCard', card));
    expect(error).toMatchObject({ mend: 'token' });
    expect(error.message).not.toContain('token-1');
    await api.call('updateCard', card);
    expect(server.calls.map(({ headers }) => headers['x-acs-dingtalk-access-token'])).toEqual([
      'token-1',
      'token-2',
    ]);
  });

  it('tells which permission the app lacks', async () => {
    const accessdenieddetail = { requiredScopes: ['Card.Streaming.Write'] };
    const code = 'Forbidden.AccessDenied.AccessTokenPermissionDenied';
    server.says({ status: 403, body: { code, message: '应用尚未开通所需的权限', accessdenieddetail } });
    const error = await errorOf(api.call('streamCard', card));
    expect(error).toMatchObject({ kind: 'refused', mend: 'scope' });
    expect(error.message).toContain('the app lacks Card.Streaming.Write');
  });

  it('that is answered with a page in place of JSON waits as long as a ban lasts', async () => {
    server.says({ status: 200, body: '<!DOCTYPE html><html>banned</html>' });
    expect(await errorOf(api.call('updateCard', card))).toMatchObject({ kind: 'busy', retryInMs: 300_000 });
  });

  it('that a gateway has no server for may be made again', async () => {
    server.says({ status: 502, body: '<html>Bad Gateway</html>' });
    expect(await errorOf(api.call('updateCard', card))).toMatchObject({ kind: 'unreachable' });
  });

  it('fails when it says so with HTTP 200', async () => {
    server.says({ body: { success: false, message: 'no' } });
    expect(await errorOf(api.call('updateCard', card))).toMatchObject({ kind: 'refused' });
  });
});

describe('what is delivered to nobody', () => {
  const undelivered = (errorMsg: string) => ({
    body: { success: true, result: { deliverResults: [{ success: false, errorMsg }] } },
  });

  it('is a refused card', async () => {
    server.says(undelivered('spaces of userId 0 do not exist'));
    const error = await errorOf(api.call('createAndDeliver', card));
    expect(error).toMatchObject({ name: 'PlatformFailure', kind: 'refused' });
    expect(error.message).toContain('do not exist');
  });

  it('is a card for a group that is gone', async () => {
    server.says(undelivered('group.disbanded'));
    expect(await errorOf(api.call('createAndDeliver', card))).toMatchObject({ kind: 'gone' });
  });

  it('is a message to somebody who has left', async () => {
    server.says({ body: { processQueryKey: 'q', invalidStaffIdList: ['staff9'] } });
    expect(await errorOf(api.call('sendToPerson', {}))).toMatchObject({ kind: 'gone' });
  });

  it('is a message to somebody who got too many: later, perhaps', async () => {
    server.says({ body: { processQueryKey: 'q', flowControlledStaffIdList: ['staff9'] } });
    expect(await errorOf(api.call('sendToPerson', {}))).toMatchObject({ kind: 'busy' });
    expect(billed).toEqual(['calls']);
  });
});

describe('a message by a session webhook', () => {
  it('needs no token, and is counted by itself', async () => {
    server.says({ body: { errcode: 0, errmsg: 'ok' } });
    await api.post(session(), { msgtype: 'text' });
    expect(server.calls).toMatchObject([{ method: 'POST', body: { msgtype: 'text' } }]);
    expect(server.calls[0]?.headers).not.toHaveProperty('x-acs-dingtalk-access-token');
    expect(server.tokensGiven()).toBe(0);
    expect(billed).toEqual(['messages']);
  });

  it.each([
    [130101, 'send too fast', { kind: 'busy', mend: 'pace' }],
    [310000, 'keywords not in content', { kind: 'refused' }],
    [300001, 'session is over', { kind: 'refused' }],
    [88, 'ding talk error[subcode=Forbidden.AccessDenied.ApiCountLimitForOrg,submsg=x]', { mend: 'spent' }],
    [88, 'Forbidden.AccessDenied.ApiCountLimitForOrg: used up', { kind: 'busy', mend: 'spent' }],
    [88, 'ding talk error', { kind: 'refused' }],
  ])('fails with HTTP 200 and errcode %i', async (errcode, errmsg, expected) => {
    server.says({ body: { errcode, errmsg } });
    expect(await errorOf(api.post(session(), {}))).toMatchObject(expected);
  });

  it('is never sent to another host', async () => {
    const stranger = await openServer();
    const address = new Secret(`${stranger.url}/robot/sendBySession?session=session-secret-1`);
    expect(await errorOf(api.post(address, {}))).toMatchObject({ kind: 'refused' });
    expect(stranger.calls).toEqual([]);
    await stranger.close();
  });

  it('follows no way to another host', async () => {
    const stranger = await openServer();
    server.says({ status: 302, headers: { location: `${stranger.url}/` }, body: {} });
    expect(await errorOf(api.post(session(), {}))).toMatchObject({ kind: 'refused' });
    expect(stranger.calls).toEqual([]);
    await stranger.close();
  });
});

describe('no error holds', () => {
  const everything = (error: Error) =>
    [error.message, error.stack, JSON.stringify(error), String(error.cause)].join('\n');

  it('the address of a session webhook', async () => {
    server.says(
      { body: { errcode: 300001, errmsg: 'no session session-secret-1' } },
      { body: { errcode: 1, errmsg: `bad ${session().reveal()}` } },
      'hang up',
    );
    for (let attempt = 0; attempt < 3; attempt++)
      expect(everything(await errorOf(api.post(session(), {})))).not.toContain('session-secret-1');
  });

  it('an address that is none', async () => {
    const error = await errorOf(api.post(new Secret('session-secret-1'), {}));
    expect(everything(error)).not.toContain('session-secret-1');
  });

  it('the client secret', async () => {
    server.says(refusal('param.error', 'the secret the-client-secret is bad'));
    expect(everything(await errorOf(api.call('updateCard', card)))).not.toContain('the-client-secret');
  });

  it('what was refused for its content', async () => {
    server.says(refusal('param.contentUnsafe', 'these words'));
    expect(everything(await errorOf(api.call('updateCard', card)))).not.toContain('these words');
  });
});

it('nobody at DingTalk’s address is told without a credential’s fault', async () => {
  const nobody = appAt('http://127.0.0.1:9');
  const lost = openApi(nobody, ownToken(nobody), what => billed.push(what));
  expect(await errorOf(lost.prepare())).toMatchObject({ name: 'PlatformFailure', kind: 'unreachable' });
  expect(billed).toEqual([]);
  await lost.close();
});
