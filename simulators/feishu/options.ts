import type { Watch } from '../watch.ts';
import type { LimitSettings } from './limits.ts';

/** How to start the simulator; everything may be left out. */
export interface FeishuOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  /** `cli_` and 16 hexadecimal digits, as the official SDK demands. */
  readonly appId?: string | undefined;
  readonly appSecret?: string | undefined;
  /** Events to a webhook are encrypted and signed only when it is set. */
  readonly encryptKey?: string | undefined;
  readonly verificationToken?: string | undefined;
  readonly botOpenId?: string | undefined;
  readonly botName?: string | undefined;
  /** Life of an access token, seconds; two hours as at the vendor's. */
  readonly tokenLifeS?: number | undefined;
  /** False lifts all limits; an object changes some. */
  readonly limits?: false | Partial<LimitSettings> | undefined;
  /** What waits before each redelivery; the vendor's 15 s, 5 min, 1 h, 6 h. One number stands for four equal waits. */
  readonly redeliverMs?: number | readonly number[] | undefined;
  /** How long an event's or a button's answer is awaited; 3 s as at the vendor's. */
  readonly answerMs?: number | undefined;
  /** Events go here in place of the long connection. */
  readonly webhookUrl?: string | undefined;
  /** Does the bot get a group's messages that do not mention it (`im:message.group_msg`)? True by default. */
  readonly allGroupMessages?: boolean | undefined;
  /** What the long connection's client is told, seconds. Reconnects at once by default: the vendor's 120 and 30 are for crowds. */
  readonly clientConfig?: Partial<ClientConfig> | undefined;
  /** Decides about each call as it arrives and as it lands. */
  readonly watch?: Watch | undefined;
}

/** The intervals that a client of the long connection keeps, seconds; `ReconnectCount` -1 is for ever. */
export interface ClientConfig {
  readonly ReconnectCount: number;
  readonly ReconnectInterval: number;
  readonly ReconnectNonce: number;
  readonly PingInterval: number;
}

/** The vendor's waits before a redelivery: 15 s, 5 min, 1 h, 6 h. */
const usualRedeliverMs = [15_000, 300_000, 3_600_000, 21_600_000];

/** The options with their defaults. */
export function readOptions(options: FeishuOptions) {
  const { redeliverMs = usualRedeliverMs } = options;
  return {
    bot: { openId: options.botOpenId ?? 'ou_bot', name: options.botName ?? '言桥' },
    app: {
      appId: options.appId ?? 'cli_0000000000000001',
      appSecret: options.appSecret ?? 'simulated-app-secret',
    },
    secrets: {
      encryptKey: options.encryptKey,
      verificationToken: options.verificationToken ?? 'simulated-verification-token',
    },
    redeliverMs: typeof redeliverMs === 'number' ? Array(4).fill(redeliverMs) : redeliverMs,
    answerMs: options.answerMs ?? 3000,
    tokenLifeS: options.tokenLifeS ?? 7200,
    clientConfig: {
      ReconnectCount: -1,
      ReconnectInterval: 1,
      ReconnectNonce: 0,
      PingInterval: 120,
      ...options.clientConfig,
    },
  };
}
