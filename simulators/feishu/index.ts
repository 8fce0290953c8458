import type { FeishuOptions } from './options.ts';
import type { People } from './people.ts';
import type { Stage } from './stage.ts';
import type { Call, Person } from './words.ts';

/** A running open platform: what people do, what they see, and what goes wrong. */
export interface FeishuSimulator extends People, Stage {
  /** The origin, for `FEISHU_DOMAIN`. */
  readonly url: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly encryptKey: string | undefined;
  readonly verificationToken: string;
  readonly bot: Person;
  /** Every call of the open platform, in the order of arrival. */
  readonly calls: readonly Call[];
  close(): Promise<void>;
}

/** Starts an open platform on loopback. Rejects when the port is taken. */
export async function startFeishu(_options: FeishuOptions = {}): Promise<FeishuSimulator> {
  throw new Error('The simulated Feishu does not serve yet.');
}
