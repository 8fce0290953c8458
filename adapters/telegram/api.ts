import type { Readable } from 'node:stream';
import { Api, type ApiClientOptions } from 'grammy';
import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import { systemClock } from '../../src/clock.ts';
import { readText } from '../../src/json-call.ts';
import type { Secret } from '../../src/secret.ts';
import { timedAbort } from '../../src/timed-abort.ts';
import { largestAnswer, readAnswer } from './api/answer.ts';

/** How long any call may take, milliseconds. */
const timeoutMs = 15_000;
/** For a `getUpdates`, which Telegram holds open for 25 s. */
const pollTimeoutMs = 35_000;
/** grammY's own limit: never. It would end a call whose answer came while the process stood still. */
const timeoutSeconds = 24 * 3600;

export interface ApiSettings {
  readonly token: Secret;
  readonly apiRoot: string;
  readonly proxy: Secret | undefined;
}

type UpdatesQuery = NonNullable<Parameters<Api['getUpdates']>[0]>;
/** grammY is typed for the signals of an old library; it takes the real ones. */
type GrammySignal = Parameters<Api['getUpdates']>[1];

/** Telegram's Bot API, without any retry of its own: each caller knows best what a failure means there. */
export interface TelegramApi {
  readonly api: Api;
  /** The one call that waits; updates come as they are, unread. */
  getUpdates(query: UpdatesQuery, signal: AbortSignal): Promise<unknown[]>;
  /** Through the same proxy. */
  readonly dispatcher: Dispatcher;
  close(): Promise<void>;
}

export function openApi({ token, apiRoot, proxy }: ApiSettings): TelegramApi {
  const dispatcher = proxy ? new ProxyAgent(proxy.reveal()) : new Agent({ connect: { timeout: 10_000 } });
  const client = (limitMs: number) =>
    new Api(token.reveal(), { apiRoot, timeoutSeconds, fetch: fetchThrough(dispatcher, token, limitMs) });
  const polling = client(pollTimeoutMs);
  return {
    api: client(timeoutMs),
    getUpdates: (query, signal) => polling.getUpdates(query, signal as unknown as GrammySignal),
    dispatcher,
    close: () => dispatcher.destroy(),
  };
}

type GrammyFetch = NonNullable<ApiClientOptions['fetch']>;

/**
 * What grammY asks of a `fetch`, done by undici's `request`: half the work for the same call, and the address, which
 * holds the token, is followed nowhere else. A file comes as a stream.
 */
function fetchThrough(dispatcher: Dispatcher, token: Secret, limitMs: number): GrammyFetch {
  const through = async (url: string, { headers, body, signal: grammys }: GrammyRequest) => {
    const type = { 'content-type': headers['content-type'] };
    const { signal, end } = timedAbort(grammys, limitMs, systemClock);
    try {
      const answer = await request(url, { method: 'POST', headers: type, body, signal, dispatcher });
      const text = await readText(answer.body, largestAnswer);
      return { json: async () => readAnswer(JSON.parse(text), answer.statusCode, token) };
    } finally {
      end();
    }
  };
  return through as unknown as GrammyFetch;
}

/** What grammY hands to its `fetch`. */
interface GrammyRequest {
  readonly headers: { readonly 'content-type': string };
  readonly body: string | Readable;
  readonly signal: AbortSignal;
}
