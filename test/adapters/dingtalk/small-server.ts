import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '../../../adapters/dingtalk/app.ts';
import { Secret } from '../../../src/secret.ts';

/** What a server says to one call; 'hang up': nothing, the connection breaks. */
export type Said =
  | 'hang up'
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body: unknown };

/** A call that came. */
export interface Came {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** A DingTalk that gives tokens and says what the test wants. */
export async function openServer() {
  const calls: Came[] = [];
  const sayings: Said[] = [];
  let tokens = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const part of request) text += part;
    const path = request.url ?? '';
    const give = (status: number, body: unknown, headers = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(typeof body === 'string' ? body : JSON.stringify(body));
    if (path === '/v1.0/oauth2/accessToken') {
      tokens += 1;
      give(200, { accessToken: `token-${tokens}`, expireIn: 7200 });
      return;
    }
    calls.push({ method: request.method ?? '', path, headers: request.headers, body: JSON.parse(text) });
    const said = sayings.shift() ?? { body: { success: true } };
    if (said === 'hang up') response.socket?.destroy();
    else give(said.status ?? 200, said.body, said.headers);
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    app: appAt(url),
    calls,
    /** What the next calls are answered, one after the other; then all is well again. */
    says: (...next: Said[]) => void sayings.push(...next),
    tokensGiven: () => tokens,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type SmallServer = Awaited<ReturnType<typeof openServer>>;

/** An app whose DingTalk is at this address. */
export function appAt(url: string): App {
  return {
    clientId: 'dingapp1',
    clientSecret: new Secret('the-client-secret'),
    robotCode: 'dingapp1',
    apiBase: url,
    oapiBase: url,
  };
}

/** The error that something fails with. */
export async function errorOf(work: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error as Error & Record<string, unknown>;
  }
  throw new Error('It did not fail.');
}
