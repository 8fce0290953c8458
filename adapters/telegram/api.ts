import type { Readable } from 'node:stream';
import { Api, type ApiClientOptions } from 'grammy';
import { Agent, type Dispatcher, ProxyAgent, request } from 'undici';
import { readText } from '../../src/json-call.ts';
import type { Secret } from '../../src/secret.ts';
import { largestAnswer, readAnswer } from './api/answer.ts';

/** Seconds that any call may take. */
const timeoutS = 15;
/** Seconds for a `getUpdates`, which Telegram holds open for 25. */
const pollTimeoutS = 35;

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
  const client = (timeoutSeconds: number) =>
    new Api(token.reveal(), { apiRoot, timeoutSeconds, fetch: fetchThrough(dispatcher, token) });
  const polling = client(pollTimeoutS);
  return {
    api: client(timeoutS),
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
function fetchThrough(dispatcher: Dispatcher, token: Secret): GrammyFetch {
  const through = async (url: string, { headers, body, signal }: GrammyRequest) => {
    const type = { 'content-type': headers['content-type'] };
    const answer = await request(url, { method: 'POST', headers: type, body, signal, dispatcher });
    const json = async () =>
      readAnswer(JSON.parse(await readText(answer.body, largestAnswer)), answer.statusCode, token);
    return { json };
  };
  return through as unknown as GrammyFetch;
}

/** What grammY hands to its `fetch`. */
interface GrammyRequest {
  readonly headers: { readonly 'content-type': string };
  readonly body: string | Readable;
  readonly signal: AbortSignal;
}
