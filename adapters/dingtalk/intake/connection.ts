import WebSocket from 'ws';
import type { Clock } from '../../../src/clock.ts';
import { PlatformFailure } from '../../../src/errors.ts';
import { openInHand } from '../../../src/in-hand.ts';
import { linkedAbort } from '../../../src/linked-abort.ts';
import { networkCode } from '../../../src/network-code.ts';
import type { Secret } from '../../../src/secret.ts';
import { type Call, readFrame } from './frames.ts';

/** All in milliseconds. DingTalk's own clients ping after 10 to 60 s. */
const handshakeMs = 15_000;
const pingMs = 20_000;
const silentMs = 60_000;
const closeMs = 1000;
/** Bytes of one frame: what a webhook may bring. */
const longestFrame = 1024 * 1024;

/** Does what a frame asks for. @returns its acknowledgement; rejects when it must come again */
export type TakeCall = (call: Call) => Promise<string>;

/** One connection of DingTalk's stream. */
export interface Connection {
  /** Why another is needed: DingTalk says so and will close this one, or this one carries nothing any more. */
  readonly end: Promise<'farewell' | 'lost'>;
  /** Lets the acknowledgements of what is in hand leave, and closes. Safe to repeat. */
  close(): Promise<void>;
}

/**
 * Opens a connection, and keeps it alive: a ping every 20 s, and after 60 s without a word it is dead, whatever TCP says.
 * @param address with its ticket; it is in no error
 */
export async function openConnection(
  address: Secret,
  take: TakeCall,
  clock: Clock,
  signal: AbortSignal,
): Promise<Connection> {
  const socket = new WebSocket(address.reveal(), { maxPayload: longestFrame, perMessageDeflate: false });
  const closed = new AbortController();
  const inHand = openInHand();
  let heardAt = clock.now();
  let tell: (why: 'farewell' | 'lost') => void = () => {};
  const end = new Promise<'farewell' | 'lost'>(resolve => {
    tell = resolve;
  });

  const hear = () => {
    heardAt = clock.now();
  };

  function send(text: string): void {
    // Where it cannot leave any more the frame comes again, and finds its acknowledgement ready.
    if (socket.readyState === WebSocket.OPEN) socket.send(text, () => {});
  }

  function receive(text: string): void {
    const frame = readFrame(text);
    switch (frame.kind) {
      case 'noise':
        return;
      case 'notice':
        send(frame.acknowledgement);
        return;
      case 'farewell':
        send(frame.acknowledgement);
        tell('farewell');
        return;
      default:
        void inHand.during(take(frame).then(send, () => {}));
    }
  }

  async function keepAlive(): Promise<void> {
    for (;;) {
      const deadInMs = heardAt + silentMs - clock.now();
      if (deadInMs <= 0) return socket.terminate();
      await clock.sleep(Math.min(pingMs, deadInMs), closed.signal);
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    }
  }

  // Before it is open: the first frames may come in one piece with the handshake.
  socket.on('message', data => {
    hear();
    receive(String(data));
  });
  socket.on('ping', hear);
  socket.on('pong', hear);
  // `close` follows.
  socket.on('error', () => {});
  socket.on('close', () => {
    closed.abort();
    tell('lost');
  });
  await opened(socket, clock, signal);
  hear();
  keepAlive().catch(() => {});

  return {
    end,
    async close() {
      await inHand.done();
      socket.close();
      await clock.sleep(closeMs, closed.signal).catch(() => {});
      socket.terminate();
    },
  };
}

/** Resolves when the handshake is done; else closes the socket and rejects. */
async function opened(socket: WebSocket, clock: Clock, signal: AbortSignal): Promise<void> {
  const patience = linkedAbort(signal);
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) =>
        reject(new PlatformFailure('unreachable', `DingTalk's stream does not open (${why}).`));
      socket.once('open', resolve);
      socket.once('unexpected-response', (_, { statusCode }) => fail(`HTTP ${statusCode}`));
      socket.once('error', error => fail(networkCode(error)));
      clock.sleep(handshakeMs, patience.signal).then(
        () => fail(`${handshakeMs / 1000} s without an answer`),
        () => reject(signal.reason),
      );
    });
  } catch (error) {
    socket.terminate();
    throw error;
  } finally {
    patience.end();
  }
}
