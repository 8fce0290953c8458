import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What answers a request; a promise that rejects becomes an HTTP 500. */
export type Handler = (req: IncomingMessage, res: ServerResponse) => void | Promise<void>;

/** A server that listens: `url` is its origin, `close` also cuts every open connection. */
export type Listening = { url: string; server: Server; close(): Promise<void> };

/** Serves `handler` on loopback; port 0 takes a free one. Rejects when the port is taken. */
export async function listen(
  handler: Handler,
  { port = 0, host = '127.0.0.1' }: { port?: number | undefined; host?: string | undefined } = {},
): Promise<Listening> {
  const server = createServer((req, res) => {
    Promise.resolve()
      .then(() => handler(req, res))
      .catch(error => {
        if (res.headersSent) res.destroy();
        else sendJson(res, 500, { error: String(error) });
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const { port: bound } = server.address() as AddressInfo;
  const shown = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${shown}:${bound}`, server, close: () => close(server) };
}

/** The whole body of a request, however large: simulators trust their callers. */
export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of req) parts.push(part);
  return Buffer.concat(parts);
}

/** Answers with `value` as UTF-8 JSON; `headers` win over the content type set here. */
export function sendJson(
  res: ServerResponse,
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers });
  res.end(JSON.stringify(value));
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
