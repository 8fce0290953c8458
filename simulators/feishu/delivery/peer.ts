import type { WebSocket } from 'ws';
import { newId } from '../ids.ts';
import type { ClientConfig } from '../options.ts';
import type { Answer } from './answer.ts';
import { decodeFrame, encodeFrame, type Frame, type Header } from './frame.ts';

/** How parts of an event come over the long connection. */
export type Split = 'in order' | 'reversed' | 'one lost';

/** What a peer is told, and how long its acknowledgements are awaited. */
export interface PeerOptions {
  readonly service: number;
  readonly config: ClientConfig;
  readonly answerMs: number;
}

/** The client at the other end of one long connection. */
export class Peer {
  readonly #socket: WebSocket;
  readonly #options: PeerOptions;
  /** Whoever waits for the acknowledgement of a message id. */
  readonly #waiting = new Map<string, (answer: Answer) => void>();
  #sequence = 0;
  #mute = false;

  constructor(socket: WebSocket, options: PeerOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on('message', data => this.#receive(data as Buffer));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      for (const settle of [...this.#waiting.values()]) settle({ outcome: 'unanswered' });
    });
  }

  /** Sends an event and waits for its acknowledgement, for `answerMs` at most. */
  deliver(event: string, { parts, how }: { parts: number; how: Split }): Promise<Answer> {
    const messageId = newId('');
    const answer = new Promise<Answer>(resolve => {
      const late = setTimeout(() => settle({ outcome: 'unanswered' }), this.#options.answerMs);
      const settle = (answer: Answer) => {
        clearTimeout(late);
        this.#waiting.delete(messageId);
        resolve(answer);
      };
      this.#waiting.set(messageId, settle);
    });
    const frames = slice(Buffer.from(event), parts).map((payload, seq, all) => ({
      headers: Object.entries({
        type: 'event',
        message_id: messageId,
        sum: String(all.length),
        seq: String(seq),
        trace_id: messageId,
      }),
      payload,
    }));
    if (how === 'reversed') frames.reverse();
    for (const frame of how === 'one lost' ? frames.slice(1) : frames) this.#send({ method: 1, ...frame });
    return answer;
  }

  /** From now on nothing comes through, either way, and the connection stays open: as behind a router that forgot it. */
  mute(): void {
    this.#mute = true;
  }

  #send(frame: { method: number; headers: readonly Header[]; payload: Buffer }): void {
    if (this.#mute) return;
    this.#sequence += 1;
    const { service } = this.#options;
    this.#socket.send(encodeFrame({ seqId: this.#sequence, logId: this.#sequence, service, ...frame }));
  }

  #receive(data: Buffer): void {
    if (this.#mute) return;
    try {
      const frame = decodeFrame(data);
      const headers = new Map(frame.headers);
      if (frame.method === 0 && headers.get('type') === 'ping') this.#pong();
      if (frame.method === 1) this.#waiting.get(headers.get('message_id') ?? '')?.(readAnswer(frame));
    } catch {
      this.#socket.terminate();
    }
  }

  #pong(): void {
    const payload = Buffer.from(JSON.stringify(this.#options.config));
    this.#send({ method: 0, headers: [['type', 'pong']], payload });
  }
}

/** `{"code":200,"data":"<base64 of JSON>"}` */
function readAnswer({ payload = new Uint8Array() }: Frame): Answer {
  const { code, data } = JSON.parse(Buffer.from(payload).toString());
  if (code !== 200) return { outcome: 'refused' };
  return {
    outcome: 'acknowledged',
    data: data && JSON.parse(Buffer.from(data, 'base64').toString()),
  };
}

/** As many parts of about one length, cut between any two bytes. */
function slice(payload: Buffer, parts: number): Buffer[] {
  const size = Math.ceil(payload.length / parts);
  return Array.from({ length: parts }, (_, index) => payload.subarray(index * size, (index + 1) * size));
}
