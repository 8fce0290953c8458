import { Agent, type Dispatcher } from 'undici';
import type { Billed } from '../../src/adapter.ts';
import { PlatformFailure } from '../../src/errors.ts';
import type { Secret } from '../../src/secret.ts';
import { type Endpoint, endpoints } from './api/endpoints.ts';
import { exchange, timeoutMs } from './api/exchange.ts';
import { canMend, DingtalkFailure } from './api/failures.ts';
import type { Tokens } from './api/tokens.ts';
import { type App, isOfDingtalk } from './app.ts';

/**
 * DingTalk's open platform. Each call is made once, for each is counted to the month: an access token that is refused is
 * dropped, and the next call fetches another. Throws `DingtalkFailure`, `PlatformFailure`.
 */
export interface DingtalkApi {
  readonly app: App;
  /** Does what a call needs and what is no call: a permit that follows is then used at once. */
  prepare(): Promise<void>;
  call(endpoint: Endpoint, body: unknown, signal?: AbortSignal): Promise<unknown>;
  /** To a session webhook: an address that is a secret, needs no token and may be DingTalk's only. */
  post(session: Secret, body: unknown, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/**
 * @param tokensFrom where access tokens come from: see `sharedTokens`, `ownToken`
 * @param bill told of each call and message that DingTalk may have counted to the month
 */
export function openApi(
  app: App,
  tokensFrom: (dispatcher: Dispatcher) => Tokens,
  bill: (what: Billed) => void,
): DingtalkApi {
  const dispatcher = new Agent({ connect: { timeout: 10_000 } });
  const tokens = tokensFrom(dispatcher);

  /** Another process may fetch it, and DingTalk keep that one waiting: our patience ends before theirs together. */
  async function current(signal: AbortSignal): Promise<Secret> {
    try {
      return await tokens.current(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new PlatformFailure('unreachable', 'DingTalk gave no access token in time.');
    }
  }

  async function billed<T>(what: Billed, work: Promise<T>): Promise<T> {
    try {
      const done = await work;
      bill(what);
      return done;
    } catch (error) {
      if (error instanceof DingtalkFailure && error.counted) bill(what);
      throw error;
    }
  }

  return {
    app,
    async prepare() {
      await current(AbortSignal.timeout(timeoutMs));
    },
    async call(endpoint, body, signal = AbortSignal.timeout(timeoutMs)) {
      const token = await current(signal);
      const { method, path } = endpoints[endpoint];
      const value = token.reveal();
      const asked = exchange({
        app,
        dispatcher,
        method,
        ...addressed(app, endpoint, value),
        name: `${method} ${path}`,
        body,
        signal,
        secrets: [value, encodeURIComponent(value)],
      });
      try {
        return await billed('calls', asked);
      } catch (error) {
        if (canMend(error, 'token')) await tokens.refused(token);
        throw error;
      }
    },
    async post(session, body, signal) {
      const url = session.reveal();
      if (!isOfDingtalk(app, url))
        throw new PlatformFailure(
          'refused',
          'A session webhook of a host that is not DingTalk’s: not called.',
        );
      const { search, searchParams } = new URL(url);
      const secrets = [url, search, ...searchParams.values()].filter(part => part !== '');
      const name = 'a session webhook';
      await billed(
        'messages',
        exchange({ app, dispatcher, method: 'POST', url, name, body, signal, secrets }),
      );
    },
    close: () => dispatcher.destroy(),
  };
}

/** Where a call goes, and how it shows its token: to the older platform in the address, which is in no error. */
function addressed({ apiBase, oapiBase }: App, endpoint: Endpoint, token: string) {
  const { path } = endpoints[endpoint];
  if (endpoint === 'uploadFile')
    return { url: `${oapiBase}${path}?${new URLSearchParams({ access_token: token, type: 'file' })}` };
  return { url: apiBase + path, headers: { 'x-acs-dingtalk-access-token': token } };
}
