import type { Watch } from '../watch.ts';
import type { LimitSettings } from './limits.ts';
import type { MonthlySettings } from './quota.ts';

/** How to start the simulator; everything may be left out. */
export interface DingtalkOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** The client id unless told, as with internal applications. */
  readonly robotCode?: string | undefined;
  readonly botName?: string | undefined;
  /** Ids of the card templates that are published. */
  readonly templates?: readonly string[] | undefined;
  /** Life of an access token, seconds; two hours as at the vendor's. */
  readonly tokenLifeS?: number | undefined;
  /** False lifts the limits of speed and of the month; an object changes some. */
  readonly limits?: false | Partial<LimitSettings> | undefined;
  /** The month's quota; 5000 calls and 3000 webhook messages unless told. */
  readonly monthly?: false | Partial<MonthlySettings> | undefined;
  /** What waits before each redelivery; ten times a minute. One number stands for ten equal waits. `advance` shortens them. */
  readonly redeliverMs?: number | readonly number[] | undefined;
  /** How long the answer of the HTTP callback is awaited; 5 s. */
  readonly answerMs?: number | undefined;
  /** How long the answer to a button is awaited; 2 s as at the vendor's. */
  readonly pressMs?: number | undefined;
  /** How long a connection stays open after `disconnect()`; 10 s as at the vendor's. */
  readonly disconnectMs?: number | undefined;
  /** The time between the gateway's own pings; 30 s. */
  readonly pingMs?: number | undefined;
  /** Messages are posted here in place of the connections. */
  readonly webhookUrl?: string | undefined;
  /** Decides about each call as it arrives and as it lands. */
  readonly watch?: Watch | undefined;
}

/** The template of the simulator: it shows `content` and three buttons (`templates.ts`). */
const simulatedTemplate = 'simulated-template.schema';

/** The options with their defaults. */
export function readOptions(options: DingtalkOptions) {
  const { redeliverMs = 60_000, clientId = 'dingsimulatedapp' } = options;
  return {
    app: {
      clientId,
      clientSecret: options.clientSecret ?? 'simulated-client-secret',
      robotCode: options.robotCode ?? clientId,
    },
    botName: options.botName ?? '言桥',
    templates: options.templates ?? [simulatedTemplate],
    tokenLifeS: options.tokenLifeS ?? 7200,
    redeliverMs: typeof redeliverMs === 'number' ? Array<number>(10).fill(redeliverMs) : redeliverMs,
    answerMs: options.answerMs ?? 5000,
    pressMs: options.pressMs ?? 2000,
    disconnectMs: options.disconnectMs ?? 10_000,
    pingMs: options.pingMs ?? 30_000,
  };
}
