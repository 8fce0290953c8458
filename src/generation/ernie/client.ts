import type { Dispatcher } from 'undici';
import { ModelFailure } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { SharedToken } from '../../redis/shared-token.ts';
import { bothWays, type VendorCall } from '../exchange/both-ways.ts';
import { saidIn } from '../exchange/echo.ts';
import { exchange } from '../exchange/exchange.ts';
import type { Provider } from '../provider.ts';
import type { OnLimits } from '../vendor-limits.ts';
import { dialect } from './dialect.ts';
import { requestBody } from './request.ts';

export interface ErnieOptions {
  /** `https://aip.baidubce.com` */
  readonly baseUrl: string;
  /** The last segment of the chat address: `completions_pro` is ERNIE-Bot-4. */
  readonly model: string;
  readonly tokens: SharedToken;
  readonly dispatcher: Dispatcher;
  readonly log: Log;
  /** What the rate headers of each answer say. */
  readonly onLimits?: OnLimits | undefined;
}

/** Tokens of all messages together, and of the last alone: the document's limit. It forgets silently what is more. */
const limitTokens = 3000;

/**
 * ERNIE through the Wenxin Workshop API (v1). It tries once: a refused access token is given up for everyone and thrown
 * as kind `token`; the caller repeats the call, with a permit of its own.
 */
export function ernie(options: ErnieOptions): Provider {
  const { dispatcher, log, onLimits, tokens } = options;
  const name = `ernie/${options.model}`;
  const path = '/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/';
  const url = `${options.baseUrl}${path}${encodeURIComponent(options.model)}`;

  const call: VendorCall = async function* (prompt, streamed, signal, wayOut) {
    const body = requestBody(prompt, streamed);
    const token = await tokens.current(signal);
    const value = token.reveal();
    const request = {
      url: `${url}?access_token=${encodeURIComponent(value)}`,
      headers: {},
      body,
      secrets: [value],
      said: saidIn(prompt),
    };
    try {
      yield* exchange(request, dialect, { dispatcher, log, model: name, wayOut, onLimits }, signal);
    } catch (error) {
      if (error instanceof ModelFailure && error.kind === 'token') await tokens.refused(token);
      throw error;
    }
  };

  return {
    name,
    contextTokens: limitTokens,
    questionTokens: limitTokens,
    async prepare(signal) {
      await tokens.current(signal);
    },
    ...bothWays(call),
  };
}
