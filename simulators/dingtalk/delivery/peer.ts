import type { WebSocket } from 'ws';
import type { Clock } from '../../clock.ts';
import { objectIn } from '../api/fields.ts';
import { newId } from '../ids.ts';
import { topics } from '../topics.ts';
import type { Wire } from '../words.ts';
import type { Answer } from './answer.ts';
import { type Ack, type Frame, newFrame, readAck } from './frame.ts';

/** The client at the other end of one connection. */
export class Peer {
  readonly id = newId();
  readonly #socket: WebSocket;
  readonly #topics: readonly string[];
  readonly #clock: Clock;
  /** Whoever waits for the answer to a frame, by its message id. */
  readonly #waiting = new Map<string, (ack: Ack | undefined) => void>();
  #isMute = false;
  #isLeaving = false;

  constructor(socket: WebSocket, topics: readonly string[], clock: Clock) {
    this.#socket = socket;
    this.#topics = topics;
    this.#clock = clock;
    socket.on('message', data => this.#receive(String(data)));
    socket.on('ping', data => this.#isMute || socket.pong(data));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      for (const settle of [...this.#waiting.values()]) settle(undefined);
    });
  }

  /** Does it get what is of this topic? After `disconnect` it gets nothing any more. */
  hears(topic: string): boolean {
    return !this.#isLeaving && this.#topics.includes(topic);
  }

  /** Hands something over and waits for its acknowledgement until `until`. */
  async deliver(topic: string, data: Wire, until: number): Promise<Answer> {
    const isEvent = topic === topics.event;
    const frame = isEvent ? this.#event(data) : this.#frame('CALLBACK', topic, data);
    const ack = await this.#send(frame, until);
    if (!ack) return { outcome: 'unanswered' };
    const answer = objectIn(ack.data);
    const isTaken = ack.code === 200 && (!isEvent || answer?.['status'] === 'SUCCESS');
    return isTaken ? { outcome: 'acknowledged', data: answer } : { outcome: 'refused' };
  }

  /** Does it answer a ping with the ping's own data? */
  async ping(withinMs: number): Promise<boolean> {
    const frame = this.#frame('SYSTEM', 'ping', { opaque: newId() });
    const ack = await this.#send(frame, this.#clock.now() + withinMs);
    return ack?.code === 200 && ack.data === frame.data;
  }

  /** A word of the gateway that needs no answer. */
  tell(topic: string): void {
    this.#write(this.#frame('SYSTEM', topic, {}));
  }

  /** Tells it to go elsewhere, hands it nothing any more, and closes after `afterMs`. */
  leave(afterMs: number): void {
    this.#isLeaving = true;
    this.#write(this.#frame('SYSTEM', 'disconnect', { reason: 'connection is expired' }));
    const closing = setTimeout(() => this.#socket.close(), afterMs).unref();
    this.#socket.once('close', () => clearTimeout(closing));
  }

  /** From now on nothing comes through, either way, not even a pong, and the connection stays open. */
  mute(): void {
    this.#isMute = true;
  }

  #frame(type: Frame['type'], topic: string, data: Wire): Frame {
    return newFrame(type, topic, data, { connectionId: this.id, now: this.#clock.now() });
  }

  /** An event travels with what it is in its headers. */
  #event({ data, ...about }: Wire): Frame {
    const frame = this.#frame('EVENT', topics.event, data as Wire);
    const headers = Object.fromEntries(Object.entries(about).map(([name, value]) => [name, String(value)]));
    return { ...frame, headers: { ...headers, ...frame.headers } };
  }

  #send(frame: Frame, until: number): Promise<Ack | undefined> {
    const { messageId } = frame.headers;
    return new Promise(resolve => {
      const over = new AbortController();
      const settle = (ack: Ack | undefined) => {
        over.abort();
        this.#waiting.delete(messageId);
        resolve(ack);
      };
      this.#waiting.set(messageId, settle);
      void this.#clock.until(until, over.signal).then(() => settle(undefined));
      this.#write(frame);
    });
  }

  #write(frame: Frame): void {
    if (!this.#isMute) this.#socket.send(JSON.stringify(frame));
  }

  #receive(text: string): void {
    if (this.#isMute) return;
    try {
      const ack = readAck(text);
      this.#waiting.get(ack.messageId)?.(ack);
    } catch {
      this.#socket.terminate();
    }
  }
}
