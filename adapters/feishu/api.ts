import { Agent, type Dispatcher } from 'undici';
import { PlatformFailure } from '../../src/errors.ts';
import type { Secret } from '../../src/secret.ts';
import { type Endpoint, endpoints } from './api/endpoints.ts';
import { exchange, timeoutMs } from './api/exchange.ts';
import { canMend } from './api/failures.ts';
import type { Tokens } from './api/tokens.ts';
import type { App } from './app.ts';

/**
 * Feishu's open platform. HTTP 200 with a `code` is a failure, as any other. It tries once, but for an access token that
 * is refused: each caller knows best what a failure means there. Throws `FeishuFailure`, `PlatformFailure`.
 */
export interface FeishuApi {
  readonly app: App;
  /** Does what a call needs and what is no call: a permit that follows is then used at once. */
  prepare(): Promise<void>;
  /** @param id stands for `:id` in the path */
  call(endpoint: Endpoint, id?: string, body?: unknown, signal?: AbortSignal): Promise<unknown>;
  close(): Promise<void>;
}

/** @param tokensFrom where access tokens come from: see `sharedTokens`, `ownToken` */
export function openApi(app: App, tokensFrom: (dispatcher: Dispatcher) => Tokens): FeishuApi {
  const dispatcher = new Agent({ connect: { timeout: 10_000 } });
  const tokens = tokensFrom(dispatcher);

  /** Another process may fetch it, and Feishu keep that one waiting: our patience ends before theirs together. */
  async function current(signal: AbortSignal): Promise<Secret> {
    try {
      return await tokens.current(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new PlatformFailure('unreachable', 'Feishu gave no access token in time.');
    }
  }

  async function once(endpoint: Endpoint, id: string, body: unknown, signal: AbortSignal, token: Secret) {
    const { method, path } = endpoints[endpoint];
    const value = token.reveal();
    return exchange({
      app,
      dispatcher,
      method,
      path: path.replace(':id', encodeURIComponent(id)),
      headers: { authorization: `Bearer ${value}` },
      body,
      signal,
      secrets: [value],
    });
  }

  return {
    app,
    async prepare() {
      await current(AbortSignal.timeout(timeoutMs));
    },
    async call(endpoint, id = '', body = undefined, signal = AbortSignal.timeout(timeoutMs)) {
      const token = await current(signal);
      try {
        return await once(endpoint, id, body, signal, token);
      } catch (error) {
        if (!canMend(error, 'token')) throw error;
        await tokens.refused(token);
        return once(endpoint, id, body, signal, await current(signal));
      }
    },
    close: () => dispatcher.destroy(),
  };
}
