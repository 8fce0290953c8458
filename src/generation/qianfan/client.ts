import type { Dispatcher } from 'undici';
import type { Log } from '../../log.ts';
import type { Secret } from '../../secret.ts';
import { bothWays, type VendorCall } from '../exchange/both-ways.ts';
import { saidIn } from '../exchange/echo.ts';
import { exchange } from '../exchange/exchange.ts';
import type { Provider } from '../provider.ts';
import type { OnLimits } from '../vendor-limits.ts';
import { contextOf } from './context.ts';
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
  /** What the rate headers of each answer say. */
  readonly onLimits?: OnLimits | undefined;
}

/** ERNIE through Qianfan V2. It tries once. */
export function qianfan(options: QianfanOptions): Provider {
  const { dispatcher, log, model, onLimits } = options;
  const name = `qianfan/${model}`;
  const url = `${options.baseUrl}/chat/completions`;
  const key = options.apiKey.reveal();

  const call: VendorCall = async function* (prompt, streamed, signal, wayOut) {
    const request = {
      url,
      headers: { authorization: `Bearer ${key}` },
      body: requestBody(prompt, model, streamed),
      secrets: [key],
      said: saidIn(prompt),
    };
    yield* exchange(request, dialect, { dispatcher, log, model: name, wayOut, onLimits }, signal);
  };

  return {
    name,
    ...contextOf(model),
    ...bothWays(call),
  };
}
