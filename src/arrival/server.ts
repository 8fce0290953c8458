import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock.ts';
import { SettingsError } from '../errors.ts';
import type { WebhookRequest, WebhookResponse } from '../platform.ts';
import { readBody } from './body.ts';

/** Something to read: health, metrics. */
export interface Page {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What is served. */
export interface Routes {
  /** `POST /webhooks/<platform>`, by the platform's name. One that rejects is answered 503: deliver it again. */
  readonly webhooks: ReadonlyMap<string, (request: WebhookRequest) => Promise<WebhookResponse>>;
  /** `GET`, by path: `/healthz`. */
  readonly pages: ReadonlyMap<string, () => Promise<Page>>;
}

export interface HttpServer {
  /** The port that was taken. */
  readonly port: number;
  /** Takes no new requests; resolves when those in hand are answered, after 5 seconds at the latest. */
  close(): Promise<void>;
}

/** How long requests in hand may take when the server closes, milliseconds. */
const closeMs = 5000;

/** Serves webhooks and pages. Throws `SettingsError` where it cannot listen. */
export async function startServer(options: {
  readonly host: string;
  readonly port: number;
  readonly routes: Routes;
  readonly clock: Clock;
}): Promise<HttpServer> {
  const { host, port, routes, clock } = options;
  const server = createServer(
    { headersTimeout: 5000, connectionsCheckingInterval: 1000 },
    (request, response) => {
      answer(request, routes, clock)
        .catch((): Result => ({ status: 503 }))
        .then(result => send(response, server.listening ? result : { ...result, hangUp: true }));
    },
  );
  await listen(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      server.closeIdleConnections();
      const done = new AbortController();
      const late = clock.sleep(closeMs, done.signal).catch(() => {});
      await Promise.race([closed, late]);
      done.abort();
      server.closeAllConnections();
    },
  };
}

interface Result {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
  readonly allow?: string;
  /** Nothing more is read on this connection. */
  readonly hangUp?: boolean;
}

async function answer(request: IncomingMessage, routes: Routes, clock: Clock): Promise<Result> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const page = routes.pages.get(path);
  if (page) return request.method === 'GET' ? page() : { status: 405, allow: 'GET' };

  const webhook = path.startsWith('/webhooks/')
    ? routes.webhooks.get(path.slice('/webhooks/'.length))
    : undefined;
  if (!webhook) return { status: 404 };
  if (request.method !== 'POST') return { status: 405, allow: 'POST' };

  const body = await readBody(request, clock);
  if (body.kind === 'too-large') return { status: 413 };
  if (body.kind === 'too-slow') return { status: 408, hangUp: true };
  if (body.kind === 'broken') return { status: 400, hangUp: true };
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  const { status, body: said } = await webhook({ headers, body: body.bytes });
  return said === undefined ? { status } : { status, type: 'application/json', body: JSON.stringify(said) };
}

function send(response: ServerResponse, { status, type, body, allow, hangUp }: Result): void {
  response.writeHead(status, {
    'x-content-type-options': 'nosniff',
    ...(type ? { 'content-type': type } : {}),
    ...(allow ? { allow } : {}),
    ...(hangUp ? { connection: 'close' } : {}),
  });
  response.end(body);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(inWords(error, host, port)));
    server.listen(port, host, resolve);
  });
}

function inWords(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new SettingsError([
        `HTTP_PORT: ${port} on ${host} is taken by another program; stop it or set another port`,
      ]);
    case 'EACCES':
      return new SettingsError([`HTTP_PORT: ${port} may not be used by this user; set one above 1023`]);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new SettingsError([
        `HTTP_HOST: ${host} is not an address of this machine; set 127.0.0.1, or 0.0.0.0 for all`,
      ]);
    default:
      return error;
  }
}
