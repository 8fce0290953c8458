import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DingtalkSimulator, startDingtalk } from '../../simulators/dingtalk/index.ts';
import { type DingtalkCaller, dingtalkCaller } from './dingtalk-caller.ts';

/** What Python's zipfile makes of `对话.md` with one line in it. */
const archive = Buffer.from(
  'UEsDBBQAAAgIAAAwd12z5tPlCwAAAAkAAAAJAAAA5a+56K+dLm1kU1Z4un7ni/VzuQBQSwECFAMUAAAICAAAMHdds+bT5QsAAAAJAAAACQAAAAAAAAAAAAAAgAEAAAAA5a+56K+dLm1kUEsFBgAAAAABAAEANwAAADIAAAAAAA==',
  'base64',
);

let dingtalk: DingtalkSimulator;
let call: DingtalkCaller;
let token: string;

beforeEach(async () => {
  dingtalk = await startDingtalk();
  call = await dingtalkCaller(dingtalk);
  const { body } = await call('POST', '/v1.0/oauth2/accessToken', {
    appKey: dingtalk.clientId,
    appSecret: dingtalk.clientSecret,
  });
  token = String(body['accessToken']);
});

afterEach(() => dingtalk.close());

/** Uploads a file as a browser would. */
async function upload({ name = '对话.zip', bytes = archive, type = 'file', as = token } = {}) {
  const form = new FormData();
  form.set('type', type);
  form.set('media', new Blob([new Uint8Array(bytes)]), name);
  const query = new URLSearchParams({ access_token: as, type });
  const response = await fetch(`${dingtalk.url}/media/upload?${query}`, { method: 'POST', body: form });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const send = (param: object, userIds = ['li']) =>
  call('POST', '/v1.0/robot/oToMessages/batchSend', {
    robotCode: dingtalk.robotCode,
    userIds,
    msgKey: 'sampleFile',
    msgParam: JSON.stringify(param),
  });

test('a file is uploaded and sent, for two calls of the month, and shows what is in it', async () => {
  const chat = dingtalk.direct(dingtalk.person({ staffId: 'li' }));
  const { body } = await upload();
  expect(body).toMatchObject({ errcode: 0, type: 'file', media_id: expect.stringMatching(/^@/) });
  await send({ mediaId: body['media_id'], fileName: '对话.zip', fileType: 'zip' });
  const entries = [{ name: '对话.md', content: '# 对话\n' }];
  expect(dingtalk.messages(chat)).toMatchObject([{ kind: 'file', file: { name: '对话.zip', entries } }]);
  expect(dingtalk.billed().calls).toBe(2);
});

test('what is no archive is sent as it is, and shows nothing', async () => {
  const chat = dingtalk.direct(dingtalk.person({ staffId: 'li' }));
  for (const bytes of [Buffer.from('no archive'), archive.subarray(1), Buffer.alloc(40)]) {
    const { body } = await upload({ bytes });
    await send({ mediaId: body['media_id'], fileName: 'a.zip', fileType: 'zip' });
  }
  expect(dingtalk.messages(chat).map(({ file }) => file?.entries)).toEqual([[], [], []]);
});

test.each([
  ['of another kind', { name: '对话.md' }, 40004],
  ['that is said to be a picture', { type: 'image' }, 40004],
  ['without anything in it', { bytes: Buffer.alloc(0) }, 40006],
  ['by who has no token', { as: '' }, 40014],
])('a file %s is refused with a number, and HTTP 200', async (_, changes, errcode) => {
  expect(await upload(changes)).toMatchObject({ status: 200, body: { errcode } });
});

test('a body that is no form is refused', async () => {
  const query = new URLSearchParams({ access_token: token, type: 'file' });
  const { body } = await call('POST', `/media/upload?${query}`, { media: 'text' });
  expect(body).toMatchObject({ errcode: 40035 });
});

test('the older platform wraps what the gateway refuses in a number of its own', async () => {
  dingtalk.fault({ kind: 'too-fast' });
  dingtalk.fault({ kind: 'spent' });
  dingtalk.fault({ kind: 'server-error' });
  expect(await upload()).toMatchObject({
    status: 200,
    body: { errcode: 88, errmsg: expect.stringContaining('QpsLimitForAppkeyAndApi') },
  });
  expect((await upload()).body['errmsg']).toContain('ApiCountLimitForOrg');
  expect(await upload()).toMatchObject({ status: 500 });
  dingtalk.missingScopes('qyapi_base');
  expect((await upload()).body['errmsg']).toContain('AccessTokenPermissionDenied');
});

test.each([
  ['an unknown file', { mediaId: '@nothing' }],
  ['a kind that robots do not send', { fileType: 'md' }],
  ['no name', { fileName: '' }],
])('a message with %s is refused', async (_, changes) => {
  dingtalk.person({ staffId: 'li' });
  const { body } = await upload();
  const param = { mediaId: body['media_id'], fileName: '对话.zip', fileType: 'zip', ...changes };
  expect(await send(param)).toMatchObject({
    status: 400,
    body: { code: 'invalidParameter.msgParam.invalid' },
  });
});
