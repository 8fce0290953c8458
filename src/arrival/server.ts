import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../clock.ts';
import { SettingsError } from '../errors.ts';
import { linkedAbort } from '../linked-abort.ts';
import type { WebhookRequest, WebhookResponse } from '../platform.ts';
import type { Body, Site, WebAnswer, WebRequest } from '../web.ts';
import { readBody } from './body.ts';
import { writeAnswer } from './write-answer.ts';

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
  /** All that lies under a path of one segment: `/console`. */
  readonly sites?: ReadonlyMap<string, Site>;
}

export interface HttpServer {
  /** The port that was taken. */
  readonly port: number;
  /** Takes no new requests; resolves when those in hand are answered, after 5 seconds at the latest. */
  close(): Promise<void>;
}

/** How long requests in hand may take when the server closes, milliseconds. */
const closeMs = 5000;

/** How long a request may take to arrive, also one whose body nobody reads, milliseconds. Bodies have less: see `readBody`. */
const requestMs = 7000;

/** Largest body of a webhook, bytes. */
const largestWebhook = 1024 * 1024;

/** Serves webhooks, pages and sites. Throws `SettingsError` where it cannot listen. */
export async function startServer(options: {
  readonly host: string;
  readonly port: number;
  readonly routes: Routes;
  readonly clock: Clock;
}): Promise<HttpServer> {
  const { host, port, routes, clock } = options;
  const closing = new AbortController();
  // One for each request in hand.
  setMaxListeners(0, closing.signal);
  const server = createServer(
    { headersTimeout: 5000, requestTimeout: requestMs, connectionsCheckingInterval: 1000 },
    (request, response) => {
      const heard = linkedAbort(closing.signal);
      response.once('close', heard.end);
      answer(request, routes, heard.signal, clock)
        .catch((): Result => ({ status: 503 }))
        .then(result => {
          const { hangUp = !server.listening, ...said } = result;
          const headers = { ...said.headers, ...(hangUp && { connection: 'close' }) };
          return writeAnswer(response, { ...said, headers }, clock);
        })
        // A stream that fails: its reader sees it end, and comes again.
        .catch(() => response.destroy());
    },
  );
  await listen(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>(resolve => server.close(() => resolve()));
      closing.abort();
      server.closeIdleConnections();
      const done = new AbortController();
      const late = clock.sleep(closeMs, done.signal).catch(() => {});
      await Promise.race([closed, late]);
      done.abort();
      server.closeAllConnections();
    },
  };
}

/** What is written, and whether nothing more is read on this connection. */
type Result = WebAnswer & { readonly hangUp?: boolean };

async function answer(
  request: IncomingMessage,
  routes: Routes,
  over: AbortSignal,
  clock: Clock,
): Promise<Result> {
  const url = request.url ?? '/';
  const path = url.split('?', 1)[0] ?? '/';
  const page = routes.pages.get(path);
  if (page) return request.method === 'GET' ? readable(await page()) : notAllowed('GET');

  const headers = headersOf(request);
  const site = siteOf(path, routes.sites);
  if (site) {
    let hangUp = false;
    const said = await site({
      method: request.method ?? 'GET',
      path,
      query: new URLSearchParams(url.slice(path.length + 1)),
      headers,
      peer: request.socket.remoteAddress ?? '',
      async body(largest) {
        const body = await readBody(request, largest, clock);
        hangUp = isUnfinished(body);
        return body;
      },
      over,
    });
    return hangUp ? { ...said, hangUp } : said;
  }

  const webhook = path.startsWith('/webhooks/')
    ? routes.webhooks.get(path.slice('/webhooks/'.length))
    : undefined;
  if (!webhook) return { status: 404 };
  if (request.method !== 'POST') return notAllowed('POST');

  const body = await readBody(request, largestWebhook, clock);
  if (body.kind === 'too-large') return { status: 413 };
  if (body.kind === 'too-slow') return { status: 408, hangUp: true };
  if (body.kind === 'broken') return { status: 400, hangUp: true };
  const { status, body: said } = await webhook({ headers, body: body.bytes });
  return said === undefined
    ? { status }
    : readable({ status, type: 'application/json', body: JSON.stringify(said) });
}

/** The rest of it may yet come, for as long as who sends it likes. */
const isUnfinished = ({ kind }: Body) => kind === 'too-slow' || kind === 'broken';

const notAllowed = (allow: string): Result => ({ status: 405, headers: { allow } });

const readable = ({ status, type, body }: Page): Result => ({
  status,
  headers: { 'content-type': type },
  body,
});

/** The site that a path is in: `/console` itself, and what follows it behind a slash. */
function siteOf(path: string, sites: Routes['sites'] = new Map()): Site | undefined {
  return sites.get(`/${path.split('/', 2)[1] ?? ''}`);
}

function headersOf(request: IncomingMessage): WebRequest['headers'] {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
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
