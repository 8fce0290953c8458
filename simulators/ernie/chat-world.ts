import type { Clock } from '../clock.ts';
import type { Watch } from '../watch.ts';
import type { AccessTokens } from './access-tokens.ts';
import type { ReplyText } from './answer.ts';
import type { Call, RunningCall } from './calls.ts';
import type { FaultQueue } from './fault-queue.ts';
import type { Rate } from './rate.ts';
import type { Provider } from './vocabulary.ts';

/** What chat calls share: the state of one simulator. */
export interface ChatWorld {
  readonly clock: Clock;
  readonly calls: RunningCall[];
  readonly faults: FaultQueue;
  readonly tokens: AccessTokens;
  readonly rates: Readonly<Record<Provider, Rate>>;
  /** Pause before each event, milliseconds. */
  readonly chunkMs: number;
  readonly onCall: ((call: Call) => void) | undefined;
  readonly watch: Watch | undefined;
  replyText: ReplyText | undefined;
}
