import { Clock } from '../clock.ts';
import { listen } from '../http.ts';
import { AccessTokens } from './access-tokens.ts';
import type { ReplyText } from './answer.ts';
import type { Call } from './calls.ts';
import type { ChatWorld } from './chat-world.ts';
import { FaultQueue, type WaitingFault } from './fault-queue.ts';
import { type ErnieOptions, simulatedKeys } from './options.ts';
import { Rate } from './rate.ts';
import { route } from './route.ts';
import { defaultModels } from './v2/models.ts';

export type { ReplyText, Said } from './answer.ts';
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
  /** The faults that wait, oldest first. */
  readonly waitingFaults: readonly WaitingFault[];
  /** Forgets the faults that wait, or those of one name, or of one `about`; `''`: those for any call. */
  clearFaults(name?: string, about?: string): void;
  /** Moves its clock on: minutes of the rate limits pass, access tokens expire. Throws a `RangeError` for what is no such time. */
  advance(ms: number): void;
  /** Takes the answers over: text, thoughts, calls of functions; without an argument gives them back. */
  reply(text?: ReplyText): void;
  close(): Promise<void>;
}

const none = Number.POSITIVE_INFINITY;

/** Starts a server that speaks Wenxin Workshop V1 and Qianfan V2 on loopback. Rejects when the port is taken. */
export async function startErnie(options: ErnieOptions = {}): Promise<ErnieSimulator> {
  const { qps = none, rpm = none, tpm = none, chunkMs = 120, tokenLifeS = 2_592_000 } = options;
  const keys = { ...simulatedKeys, ...options };
  const models = {
    served: options.models ?? defaultModels.served,
    offline: options.offlineModels ?? defaultModels.offline,
    reasoning: options.reasoningModels ?? defaultModels.reasoning,
  };
  const limits = { qps, rpm, tpm };
  const clock = new Clock();
  const world: ChatWorld = {
    clock,
    calls: [],
    faults: new FaultQueue(),
    tokens: new AccessTokens(keys, tokenLifeS),
    rates: { ernie: new Rate(limits), qianfan: new Rate(limits) },
    chunkMs,
    onCall: options.onCall,
    watch: options.watch,
    replyText: undefined,
  };
  const steering = {
    calls: world.calls,
    get tokenRequests() {
      return world.tokens.requests;
    },
    get waitingFaults() {
      return world.faults.waiting();
    },
    fault: (name: string, times?: number, about?: string) => world.faults.add(name, times, about),
    clearFaults: (name?: string, about?: string) => world.faults.clear(name, about),
    advance(ms: number) {
      if (!(ms >= 0 && ms < Number.POSITIVE_INFINITY)) throw new RangeError('ms must be a time from 0 on');
      clock.advance(ms);
    },
  };
  const { url, close } = await listen(route(world, { key: keys.qianfanKey, models }, steering), options);
  return Object.assign(steering, {
    url,
    close,
    reply: (text?: ReplyText) => {
      world.replyText = text;
    },
  });
}
