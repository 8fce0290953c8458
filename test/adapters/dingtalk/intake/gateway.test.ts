import { afterEach, describe, expect, it } from 'vitest';
import { askForStream } from '../../../../adapters/dingtalk/intake/gateway.ts';
import { listen, readBody } from '../../../../simulators/http.ts';
import { Secret } from '../../../../src/secret.ts';

/** What each test opens, closed in reverse. */
const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** Asks a gateway that answers so. */
async function ask(status: number, answer: string) {
  const asked: { headers: unknown; body: unknown }[] = [];
  const server = await listen(async (req, res) => {
    asked.push({ headers: req.headers, body: JSON.parse((await readBody(req)).toString()) });
    res.writeHead(status, { 'content-type': 'application/json' }).end(answer);
  });
  opened.push(server.close);
  const app = {
    clientId: 'dingapp1',
    clientSecret: new Secret('app-secret'),
    robotCode: 'dingapp1',
    apiBase: server.url,
    oapiBase: server.url,
  };
  const outcome = await askForStream(app, new AbortController().signal).catch((error: unknown) => error);
  return { outcome, asked };
}

const given = (endpoint: unknown, ticket: unknown) => ask(200, JSON.stringify({ endpoint, ticket }));

describe('the gateway', () => {
  it('names the address, whose ticket is written as an address wants it', async () => {
    const { outcome, asked } = await given('wss://stream.example:443/connect', 't/1+=');
    expect(outcome).toBeInstanceOf(Secret);
    expect((outcome as Secret).reveal()).toBe('wss://stream.example/connect?ticket=t%2F1%2B%3D');
    expect(asked).toMatchObject([
      {
        headers: { accept: 'application/json' },
        body: {
          clientId: 'dingapp1',
          clientSecret: 'app-secret',
          subscriptions: [
            { type: 'CALLBACK', topic: '/v1.0/im/bot/messages/get' },
            { type: 'CALLBACK', topic: '/v1.0/card/instances/callback' },
            { type: 'EVENT', topic: '*' },
          ],
        },
      },
    ]);
  });

  it.each([
    ['no address', undefined, 'ticket-1'],
    ['no ticket', 'wss://stream.example/connect', ''],
    ['an address that is none', 'nowhere', 'ticket-1'],
    ['an address of another kind', 'https://stream.example/connect', 'ticket-1'],
  ])('that names %s is asked again later', async (_, endpoint, ticket) => {
    const { outcome } = await given(endpoint, ticket);
    expect(outcome).toMatchObject({ name: 'PlatformFailure', kind: 'unreachable' });
    expect(String(outcome)).not.toContain('ticket-1');
  });

  it('that refuses the app is told with what to do, and without the secret', async () => {
    const { outcome } = await ask(400, '{"code":"authFailed","message":"bad app-secret","requestid":"r"}');
    expect(outcome).toMatchObject({ kind: 'credentials' });
    for (const word of ['DINGTALK_CLIENT_SECRET', 'Stream', '发布', '出口IP', 'authFailed'])
      expect(String(outcome)).toContain(word);
    expect(String(outcome)).not.toContain('app-secret');
  });

  it.each([
    [502, '<html></html>', 'unreachable', 0],
    [403, '<!doctype html>', 'busy', 300_000],
    [403, '{"code":"Forbidden.AccessDenied.QpsLimitForAppkeyAndApi","message":"slow"}', 'busy', 1000],
  ])('that answers %i %s is asked again', async (status, answer, kind, retryInMs) => {
    expect((await ask(status, answer)).outcome).toMatchObject({ kind, retryInMs });
  });
});
