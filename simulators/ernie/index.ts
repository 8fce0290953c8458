import { listen } from '../http.ts';
import { AccessTokens } from './access-tokens.ts';
import type { ReplyText } from './answer.ts';
import type { Call } from './calls.ts';
import type { ChatWorld } from './chat-world.ts';
import { FaultQueue } from './fault-queue.ts';
import { type ErnieOptions, simulatedKeys } from './options.ts';
import { Rate } from './rate.ts';
import { route } from './route.ts';

export type { ReplyText } from './answer.ts';
export type { Call } from './calls.ts';
export { type ErnieOptions, simulatedKeys } from './options.ts';

/** A running simulator. */
export interface ErnieSimulator {
  /** The origin: `ERNIE_BASE_URL`; with `/v2` it is `QIANFAN_BASE_URL`. */
  readonly url: string;
  /** Every chat call in the order of arrival. */
  readonly calls: readonly Call[];
  /** How often an access token was asked for. */
  readonly tokenRequests: number;
  /**
   * Lets the next `times` suitable calls that break no rule meet this fault; throws a `RangeError` for an unknown one.
   * @param about only calls whose question contains this text, so that many conversations can be tried at once
   */
  fault(name: string, times?: number, about?: string): void;
  clearFaults(): void;
  /** Takes over the text of answers; without an argument gives it back. */
  reply(text?: ReplyText): void;
  close(): Promise<void>;
}

/** Starts a server that speaks Wenxin Workshop V1 and Qianfan V2 on loopback. Rejects when the port is taken. */
export async function startErnie(options: ErnieOptions = {}): Promise<ErnieSimulator> {
  const { qps = Number.POSITIVE_INFINITY, chunkMs = 120, tokenLifeS = 2_592_000 } = options;
  const keys = { ...simulatedKeys, ...options };
  const world: ChatWorld = {
    calls: [],
    faults: new FaultQueue(),
    tokens: new AccessTokens(keys, tokenLifeS),
    rates: { ernie: new Rate(qps), qianfan: new Rate(qps) },
    chunkMs,
    onCall: options.onCall,
    replyText: undefined,
  };
  const steering = {
    calls: world.calls,
    get tokenRequests() {
      return world.tokens.requests;
    },
    fault: (name: string, times?: number, about?: string) => world.faults.add(name, times, about),
    clearFaults: () => world.faults.clear(),
  };
  const { url, close } = await listen(route(world, keys.qianfanKey, steering), options);
  return Object.assign(steering, {
    url,
    close,
    reply: (text?: ReplyText) => {
      world.replyText = text;
    },
  });
}
