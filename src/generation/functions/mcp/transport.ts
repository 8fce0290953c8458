import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Clock } from '../../../clock.ts';
import { childTransport } from './child-transport.ts';
import { type McpSpec, revealed, type StdioSpec } from './spec.ts';

/** The way to a server. */
export interface Way {
  readonly transport: Transport;
  /** Ends it without asking. */
  kill(): void;
}

/** No message is so long; more without an end is a flood. */
const maxMessageBytes = 4 * 1024 * 1024;
/** What a server may say in a second: one that reports progress all the time is far below. */
const messagesPerSecond = 500;

/** The way to a server, not connected yet. A server that floods us is cut off. */
export function wayTo(spec: McpSpec, clock: Clock): Way {
  const way = spec.kind === 'stdio' ? stdioWay(spec, clock) : remoteWay(spec);
  let [second, count] = [0, 0];
  const counted = () => {
    const now = Math.floor(clock.now() / 1000);
    [second, count] = now === second ? [second, count + 1] : [now, 1];
    if (count === messagesPerSecond) way.kill();
  };
  // The client calls these before its own; what cannot be read counts too.
  way.transport.onmessage = counted;
  way.transport.onerror = ({ message }) => (message.startsWith('ReadBuffer') ? way.kill() : counted());
  return way;
}

function stdioWay(spec: StdioSpec, clock: Clock): Way {
  const transport = childTransport(spec, maxMessageBytes, clock);
  return { transport, kill: transport.kill };
}

function remoteWay({ url, headers }: Extract<McpSpec, { kind: 'remote' }>): Way {
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    requestInit: { headers: revealed(headers) },
    fetch: async (address, init) => bounded(await fetchThere(address, init)),
  });
  return { transport: transport as Transport, kill: () => void transport.close().catch(() => {}) };
}

/** Follows a server that moves the address within itself; nobody else gets our headers. */
async function fetchThere(address: string | URL, init: RequestInit | undefined): Promise<Response> {
  const response = await fetch(address, { ...init, redirect: 'manual' });
  const location = response.headers.get('location');
  if ((response.status !== 307 && response.status !== 308) || !location) return response;
  const moved = new URL(location, address);
  if (moved.origin !== new URL(address).origin) return response;
  await response.body?.cancel();
  return await fetch(moved, { ...init, redirect: 'error' });
}

/** The same answer, which breaks off when a message in it has no end. */
function bounded(response: Response): Response {
  if (!response.body) return response;
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  let length = 0;
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, out) {
      const lineEnd = isStream ? chunk.lastIndexOf(10) : -1;
      length = lineEnd < 0 ? length + chunk.length : chunk.length - lineEnd - 1;
      if (length > maxMessageBytes) out.error(new Error('A message of the MCP server is too long.'));
      else out.enqueue(chunk);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(response.body.pipeThrough(limit), { status, statusText, headers });
}
