import type { App } from '../app.ts';
import type { TakeEvent } from './take-event.ts';

/** How long Feishu may be silent after a ping, of which one goes every two minutes, and to begin, milliseconds. */
const usualPongMs = 10_000;
const handshakeMs = 15_000;

/** What the long connection tells about itself. */
export interface ConnectionNews {
  readonly onReady: () => void;
  readonly onLost: () => void;
  /** It has given up, and must be begun anew. */
  readonly onFailed: (error: Error) => void;
}

/** Feishu's long connection. */
export interface Connection {
  /** Begins; what becomes of it is told. */
  start(): Promise<void>;
  close(): void;
}

/**
 * The official SDK's connection, and of the SDK nothing else: its dispatcher would flatten events and hide their
 * header, so ours stands in its place. An acknowledgement is sent once `take` has settled; its rejection is one of failure.
 * @param pongMs after a silence of that long behind a ping the connection counts as dead
 */
export async function openConnection(
  app: App,
  take: TakeEvent,
  news: ConnectionNews,
  pongMs = usualPongMs,
): Promise<Connection> {
  // Half a second and 70 MB: only who uses it loads it.
  const { EventDispatcher, WSClient } = await import('@larksuiteoapi/node-sdk');
  const silent = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };
  const client = new WSClient({
    appId: app.appId,
    appSecret: app.appSecret.reveal(),
    domain: app.domain,
    // Its words may hold the address with its ticket.
    logger: silent,
    wsConfig: { pingTimeout: pongMs / 1000 },
    handshakeTimeoutMs: handshakeMs,
    onReady: news.onReady,
    onReconnected: news.onReady,
    onReconnecting: news.onLost,
    onError: news.onFailed,
  });
  const eventDispatcher = new EventDispatcher({ logger: silent });
  eventDispatcher.invoke = async (json: unknown) => {
    const taken = await take(json);
    return taken === 'malformed' ? undefined : taken;
  };
  return {
    start: () => client.start({ eventDispatcher }),
    close: () => client.close({ force: true }),
  };
}
