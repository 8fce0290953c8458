import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../clock.ts';
import { newOddId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import type { Wire } from '../words.ts';
import type { Answer, Way } from './answer.ts';
import { Peer } from './peer.ts';

/** How the gateway is away: it answers HTTP 500, or it cuts who asks. */
export type Away = 'error' | 'reset';

/** What times the connections. */
export interface GatewayOptions {
  readonly clock: Clock;
  readonly pingMs: number;
  readonly disconnectMs: number;
  /** Told after each change of the connections. */
  readonly changed: () => void;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** The connections of Stream mode: where to open them, and what goes through them. */
export class Gateway implements Way {
  readonly by = 'connection';
  readonly #options: GatewayOptions;
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false }).setMaxListeners(0);
  readonly #arrivals = new EventEmitter().setMaxListeners(0);
  /** The topics that each unused ticket was asked for. */
  readonly #tickets = new Map<string, readonly string[]>();
  #peers: Peer[] = [];
  /** Set while the gateway is away. */
  away: Away | undefined;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#peers.length;
  }

  /** Is there a connection for this topic? */
  hears(topic: string): boolean {
    return this.#peers.some(peer => peer.hears(topic));
  }

  /** A ticket, which opens one connection; `origin` is the server's, as `ws://…`. @throws Refusal for subscriptions that are none. */
  invite(subscriptions: unknown, origin: string): Wire {
    if (!Array.isArray(subscriptions) || subscriptions.length === 0)
      throw new Refusal('invalidParameter.subscriptions', 'subscriptions are missing');
    const ticket = newOddId('');
    this.#tickets.set(
      ticket,
      subscriptions
        .filter(({ type }) => type === 'CALLBACK' || type === 'EVENT')
        .map(({ topic }) => String(topic)),
    );
    return { endpoint: `${origin}/connect`, ticket };
  }

  /** Opens a connection for who brings a ticket, URL-encoded or as it is. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.away) {
      socket.destroy();
      return;
    }
    const [path, query = ''] = (req.url ?? '').split('?', 2);
    const ticket = ticketIn(query);
    const topics = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    if (path !== '/connect' || !topics) {
      socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(req, socket, head, webSocket => this.#open(webSocket, topics));
  }

  async ready(topic: string): Promise<void> {
    const { signal } = this.#options;
    while (!signal.aborted && !this.hears(topic))
      await once(this.#arrivals, 'open', { signal }).catch(() => undefined);
  }

  /** One attempt over one of the connections, in turn. */
  async carry(topic: string, data: Wire, until: number): Promise<Answer> {
    const next = this.#peers.find(peer => peer.hears(topic));
    if (!next) return { outcome: 'unanswered' };
    this.#peers = [...this.#peers.filter(peer => peer !== next), next];
    return next.deliver(topic, data, until);
  }

  /** Does every connection answer a ping within `withinMs`? */
  async ping(withinMs: number): Promise<boolean> {
    const answers = await Promise.all(this.#peers.map(peer => peer.ping(withinMs)));
    return answers.every(Boolean);
  }

  /** Every connection dies without a word. */
  drop(): void {
    for (const webSocket of this.#server.clients) webSocket.terminate();
  }

  /** Every connection is told to go elsewhere, and closed a little later. */
  disconnect(): void {
    for (const peer of this.#peers) peer.leave(this.#options.disconnectMs);
  }

  /** Every connection that is open now falls silent, and stays open. */
  mute(): void {
    for (const peer of this.#peers) peer.mute();
  }

  #open(webSocket: WebSocket, topics: readonly string[]): void {
    const { clock, pingMs, changed } = this.#options;
    const peer = new Peer(webSocket, topics, clock);
    this.#peers.push(peer);
    const pinging = setInterval(() => void peer.ping(pingMs), pingMs).unref();
    webSocket.once('close', () => {
      clearInterval(pinging);
      this.#peers = this.#peers.filter(other => other !== peer);
      changed();
    });
    peer.tell('CONNECTED');
    peer.tell('REGISTERED');
    this.#arrivals.emit('open');
    changed();
  }
}

/** The Node SDK sends the ticket as it is, so a `+` is no blank here. */
function ticketIn(query: string): string {
  const raw = query.match(/(?:^|&)ticket=([^&]*)/)?.[1] ?? '';
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
