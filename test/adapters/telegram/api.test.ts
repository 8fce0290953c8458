import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { GrammyError, HttpError } from 'grammy';
import { afterEach, describe, expect, it } from 'vitest';
import { troubleOf } from '../../../adapters/telegram/api/failures.ts';
import { openApi } from '../../../adapters/telegram/api.ts';
import { startTelegram } from '../../../simulators/telegram/index.ts';
import { Secret } from '../../../src/secret.ts';

const opened: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

/** An HTTP proxy on loopback that notes where it was asked to lead. */
async function openProxy() {
  const asked: { readonly to: string; readonly by: string | undefined }[] = [];
  const server = createServer().on('connect', (request, client, head) => {
    asked.push({ to: request.url ?? '', by: request.headers['proxy-authorization'] });
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [upstream, client]) socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(() => server.close());
  return { asked, port: (server.address() as AddressInfo).port };
}

describe('the client', () => {
  it('calls Telegram through its own proxy, with a password', async () => {
    const simulator = await startTelegram();
    const proxy = await openProxy();
    const { api, close } = openApi({
      token: new Secret(simulator.token),
      apiRoot: simulator.url,
      proxy: new Secret(`http://li:secret@127.0.0.1:${proxy.port}`),
    });
    opened.push(simulator.close, close);
    expect(await api.getMe()).toMatchObject({ username: 'yanqiao_bot' });
    expect(proxy.asked).toEqual([
      { to: new URL(simulator.url).host, by: `Basic ${Buffer.from('li:secret').toString('base64')}` },
    ]);
  });

  it('hangs up when it is told to', async () => {
    const simulator = await startTelegram();
    const { getUpdates, close } = openApi({
      token: new Secret(simulator.token),
      apiRoot: simulator.url,
      proxy: undefined,
    });
    opened.push(simulator.close, close);
    const stop = new AbortController();
    const waiting = getUpdates({ timeout: 25 }, stop.signal);
    await simulator.waitFor(() => true);
    stop.abort();
    await expect(waiting).rejects.toThrow(HttpError);
  });
});

describe('a refusal', () => {
  const refusal = (error_code: number, description: string, parameters = {}) =>
    troubleOf(
      new GrammyError(
        "Call to 'sendMessage' failed!",
        { ok: false, error_code, description, parameters },
        'sendMessage',
        { text: 'what people read' },
      ),
    );

  it.each([
    [400, 'Bad Request: message is not modified: specified new message content…', 'unchanged'],
    [400, 'Bad Request: message to edit not found', 'vanished'],
    [400, "Bad Request: message can't be edited", 'vanished'],
    [400, "Bad Request: can't parse entities: Unsupported start tag", 'markup'],
    [400, 'Bad Request: message thread not found', 'topic'],
    [400, 'Bad Request: message to be replied not found', 'question'],
    [400, 'Bad Request: message to reply not found', 'question'],
  ])('%i %s can be mended: %s', (code, description, kind) => {
    expect(refusal(code, description)).toEqual({ kind });
  });

  it.each([
    [429, 'Too Many Requests: retry after 5', { retry_after: 5 }, 'busy', 5000],
    [401, 'Unauthorized', {}, 'credentials', 0],
    [404, 'Not Found', {}, 'credentials', 0],
    [403, 'Forbidden: bot was kicked from the group chat', {}, 'gone', 0],
    [403, 'Forbidden: bot was kicked from the supergroup chat', {}, 'gone', 0],
    [403, 'Forbidden: bot is not a member of the supergroup chat', {}, 'gone', 0],
    [403, 'Forbidden: bot was blocked by the user', {}, 'gone', 0],
    [403, 'Forbidden: user is deactivated', {}, 'gone', 0],
    [403, 'Forbidden: the group chat was deleted', {}, 'gone', 0],
    [400, 'Bad Request: chat not found', {}, 'gone', 0],
    [400, 'Bad Request: PEER_ID_INVALID', {}, 'gone', 0],
    [400, 'Bad Request: not enough rights to send text messages to the chat', {}, 'refused', 0],
    [400, 'Bad Request: message text is empty', {}, 'refused', 0],
    [502, 'Bad Gateway', {}, 'unreachable', 0],
  ])('%i %s is ours to bear', (code, description, parameters, kind, retryInMs) => {
    const trouble = refusal(code, description, parameters);
    expect(trouble).toMatchObject({ kind: 'failed', failure: { kind, retryInMs } });
    expect(JSON.stringify(trouble)).not.toContain('what people read');
  });

  it('for a group that has moved tells where', () => {
    expect(refusal(400, 'Bad Request: group chat was upgraded', { migrate_to_chat_id: -1001 })).toEqual({
      kind: 'moved',
      to: -1001,
    });
  });

  it('is not made of errors that are not Telegram’s', () => {
    expect(() => troubleOf(new TypeError('ours'))).toThrow('ours');
  });
});
