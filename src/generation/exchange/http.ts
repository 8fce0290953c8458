import { Readable } from 'node:stream';
import { Agent, type Dispatcher, request } from 'undici';
import { ModelFailure } from '../../errors.ts';
import type { WayOut } from '../../model.ts';
import { networkCode } from '../../network-code.ts';

/** Milliseconds for a connection to stand, DNS and TLS included. */
const connectTimeoutMs = 10_000;

/** Milliseconds that an idle connection stays warm; saves a TLS handshake in a chat's next turn. */
const keepAliveMs = 60_000;

/** What may follow the end of an answer before its connection is given up. */
const drain = { bytes: 16 * 1024, ms: 1000 };

/** Connections that stay warm between calls. Headers and bodies have no limit here: `timed` knows how long is long. */
export function openConnections(): Agent {
  return new Agent({
    allowH2: false,
    connect: { timeout: connectTimeoutMs },
    keepAliveTimeout: keepAliveMs,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** An answer that has begun. */
export interface Response {
  readonly status: number;
  readonly headers: Headers;
  /** Can be read once. Throws `ModelFailure` of kind `broken`, or the signal's reason. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Ends it. `complete`: nothing of worth is left, the connection may be used again; else it is cut. */
  release(complete: boolean): void;
}

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** A header's first value; `name` in lower case. */
export const headerOf = (headers: Headers, name: string): string | undefined => [headers[name]].flat()[0];

/** Of an error of the network its code alone: its text may carry the address, and with it a token. */
function networkFailure(kind: 'unavailable' | 'broken', what: string, error: unknown): ModelFailure {
  const code = networkCode(error);
  return new ModelFailure(kind, `${what} (${code}).`, { code });
}

/**
 * Posts JSON. Resolves with any status. Throws `ModelFailure` of kind `unavailable` when no answer begins, or the signal's
 * reason. The address is in no error.
 * @param wayOut asked when a connection stands, and told when the call is written to it
 */
export async function post(
  dispatcher: Dispatcher,
  call: { url: string; headers: Record<string, string>; body: unknown },
  signal: AbortSignal,
  wayOut?: WayOut,
): Promise<Response> {
  const bytes = Buffer.from(JSON.stringify(call.body));
  const headers = {
    'content-type': 'application/json',
    'content-length': String(bytes.length),
    ...call.headers,
  };
  // Asked for its body, a call has found a connection, and nothing of it is written yet; asked for more, it is written.
  const body = Readable.from(
    (async function* () {
      await wayOut?.mayGo(signal);
      yield bytes;
      wayOut?.gone();
    })(),
  );
  const answer = await request(call.url, { method: 'POST', headers, body, dispatcher, signal }).catch(
    error => {
      signal.throwIfAborted();
      if (error instanceof ModelFailure) throw error;
      throw networkFailure('unavailable', 'The model cannot be reached', error);
    },
  );
  // A body that is cut on purpose says so by an 'error' event; whoever reads it hears of it there.
  answer.body.on('error', () => {});

  async function* received() {
    try {
      yield* answer.body.iterator({ destroyOnReturn: false });
    } catch (error) {
      signal.throwIfAborted();
      throw networkFailure('broken', 'The connection to the model broke', error);
    }
  }
  return {
    status: answer.statusCode,
    headers: answer.headers,
    bytes: received(),
    release(complete) {
      if (!complete) answer.body.destroy();
      else answer.body.dump({ limit: drain.bytes, signal: AbortSignal.timeout(drain.ms) }).catch(() => {});
    },
  };
}
