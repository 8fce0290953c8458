import type { Dispatcher } from 'undici';
import type { Log } from '../../log.ts';
import type { Chunk, Prompt } from '../../model.ts';
import type { Secret } from '../../secret.ts';
import { exchange } from '../exchange/exchange.ts';
import { gather } from '../exchange/gather.ts';
import type { Provider } from '../provider.ts';
import { dialect } from './dialect.ts';
import { requestBody } from './request.ts';

export interface QianfanOptions {
  /** `bce-v3/ALTAK-…` */
  readonly apiKey: Secret;
  /** `https://qianfan.baidubce.com/v2` */
  readonly baseUrl: string;
  readonly model: string;
  readonly dispatcher: Dispatcher;
  readonly log: Log;
}

/**
 * Tokens of all messages together, and of the last alone. The models of V2 differ, from 32k up; this fits the smallest,
 * with room left for the answer. More would be paid for with each turn.
 */
const limits = { contextTokens: 28_000, questionTokens: 24_000 };

/** ERNIE through Qianfan V2. It tries once. */
export function qianfan(options: QianfanOptions): Provider {
  const { dispatcher, log, model } = options;
  const name = `qianfan/${model}`;
  const url = `${options.baseUrl.replace(/\/+$/, '')}/chat/completions`;
  const key = options.apiKey.reveal();

  async function* call(
    prompt: Prompt,
    streamed: boolean,
    signal: AbortSignal,
    wentOut?: () => void,
  ): AsyncGenerator<Chunk> {
    const request = {
      url,
      headers: { authorization: `Bearer ${key}` },
      body: requestBody(prompt, model, streamed),
      secrets: [key],
    };
    yield* exchange(request, dialect, { dispatcher, log, model: name, wentOut }, signal);
  }

  return {
    name,
    ...limits,
    stream: (prompt, signal, wentOut) => call(prompt, true, signal, wentOut),
    ask: (prompt, signal) => gather(call(prompt, false, signal)),
  };
}
