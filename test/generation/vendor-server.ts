import type { ServerResponse } from 'node:http';
import { type Listening, listen, readBody } from '../../simulators/http.ts';

/** What a call brought. */
export interface Received {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

/** A vendor that answers exactly what a test wants, byte by byte. */
export interface VendorServer {
  readonly url: string;
  readonly received: readonly Received[];
  readonly connections: () => number;
  close(): Promise<void>;
}

export async function startVendor(answer: (res: ServerResponse) => void): Promise<VendorServer> {
  const received: Received[] = [];
  let connections = 0;
  const listening: Listening = await listen(async (req, res) => {
    const body = JSON.parse((await readBody(req)).toString() || '{}');
    received.push({ url: req.url ?? '', authorization: req.headers.authorization, body });
    answer(res);
  });
  listening.server.on('connection', () => {
    connections += 1;
  });
  return { url: listening.url, received, connections: () => connections, close: listening.close };
}

/** Answers with these bytes and this status. */
export function send(
  res: ServerResponse,
  body: string,
  status = 200,
  headers: Record<string, string> = {},
): void {
  res.writeHead(status, headers);
  res.end(body);
}
