import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { newId } from '../ids.ts';
import type { ClientConfig } from '../options.ts';
import type { Wire } from '../words.ts';
import type { Answer, Envelope, Way } from './answer.ts';
import { Peer, type Split } from './peer.ts';

/** One application may hold so many long connections. */
const mostConnections = 50;
const serviceId = 33_554_678;

/** The codes of the discovery endpoint. */
const codes = { ok: 0, authFailed: 514, internal: 1_000_040_343, tooMany: 1_000_040_350 } as const;

/** What its clients are told, how long an acknowledgement is awaited, who hears of changes, and what ends everything. */
export interface ConnectionOptions {
  readonly config: ClientConfig;
  readonly answerMs: number;
  readonly changed: () => void;
  readonly signal: AbortSignal;
}

/** The long connections of the bot: where to open them, and the events that go through them. */
export class LongConnections implements Way {
  readonly by = 'connection';
  readonly #app: { readonly appId: string; readonly appSecret: string };
  readonly #config: ClientConfig;
  readonly #answerMs: number;
  readonly #changed: () => void;
  readonly #signal: AbortSignal;
  readonly #server = new WebSocketServer({ noServer: true }).setMaxListeners(0);
  readonly #tickets = new Set<string>();
  #peers: Peer[] = [];
  #refusals = 0;
  #split: { parts: number; how: Split; count: number } = { parts: 1, how: 'in order', count: 0 };

  constructor(
    app: { appId: string; appSecret: string },
    { config, answerMs, changed, signal }: ConnectionOptions,
  ) {
    this.#app = app;
    this.#config = config;
    this.#answerMs = answerMs;
    this.#changed = changed;
    this.#signal = signal;
  }

  get count(): number {
    return this.#peers.length;
  }

  /** What answers `POST /callback/ws/endpoint`; `origin` is the server's, as `ws://…`. */
  discover({ AppID, AppSecret }: Wire, origin: string): Wire {
    const refuse = (code: number, msg: string) => ({ code, msg, data: {} });
    if (this.#refusals > 0) {
      this.#refusals -= 1;
      return refuse(codes.internal, 'internal error');
    }
    if (AppID !== this.#app.appId || AppSecret !== this.#app.appSecret)
      return refuse(codes.authFailed, 'app_id or app_secret is invalid');
    if (this.count >= mostConnections) return refuse(codes.tooMany, 'too many connections');
    const ticket = newId('');
    this.#tickets.add(ticket);
    // The official client reads this address as a query string: `service_id` must not come first.
    const URL = `${origin}/ws/v2?device_id=${newId('')}&service_id=${serviceId}&access_key=simulated&ticket=${ticket}`;
    return { code: codes.ok, msg: '', data: { URL, ClientConfig: this.#config } };
  }

  /** Opens a connection for who brings a ticket; each opens one. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(req.url ?? '/', 'http://loopback');
    if (url.pathname !== '/ws/v2' || !this.#tickets.delete(url.searchParams.get('ticket') ?? '')) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nhandshake-status: 514\r\nhandshake-msg: auth failed\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(req, socket, head, webSocket => this.#open(webSocket));
  }

  async ready(): Promise<void> {
    const signal = this.#signal;
    while (this.count === 0 && !signal.aborted)
      await once(this.#server, 'connection', { signal }).catch(() => undefined);
  }

  /** One attempt over one of the connections, in turn. */
  async carry(envelope: Envelope): Promise<Answer> {
    const [next, ...others] = this.#peers;
    if (!next) return { outcome: 'unanswered' };
    this.#peers = [...others, next];
    return next.deliver(JSON.stringify(envelope), this.#takeSplit());
  }

  /** The next `count` events come in parts. */
  split(parts: number, count: number, how: Split): void {
    this.#split = { parts, how, count };
  }

  /** The next `times` discoveries are answered with an internal error. */
  refuse(times: number): void {
    this.#refusals = times;
  }

  /** Every connection dies without a word. */
  drop(): void {
    for (const webSocket of this.#server.clients) webSocket.terminate();
  }

  /** Every connection that is open now falls silent, and stays open. */
  mute(): void {
    for (const peer of this.#peers) peer.mute();
  }

  /** A connection gets events from its first ping on: before that the official client does not listen. */
  #open(webSocket: WebSocket): void {
    const peer = new Peer(webSocket, { service: serviceId, config: this.#config, answerMs: this.#answerMs });
    webSocket.once('message', () => {
      this.#peers.push(peer);
      this.#server.emit('connection', webSocket);
      this.#changed();
    });
    webSocket.once('close', () => {
      this.#peers = this.#peers.filter(other => other !== peer);
      this.#changed();
    });
  }

  #takeSplit(): { parts: number; how: Split } {
    if (this.#split.count === 0) return { parts: 1, how: 'in order' };
    this.#split.count -= 1;
    return this.#split;
  }
}
