import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Playground } from '../playground.ts';
import type { Secret } from '../secret.ts';
import type { Assets } from './assets.ts';
import type { AuditLine } from './audit-line.ts';
import type { Act } from './routes/act.ts';
import type { BrowsedPage, RememberedRound } from './routes/conversations.ts';
import type { Earlier, Now } from './routes/facts.ts';
import type { Faults } from './routes/faults.ts';
import type { Sessions } from './sessions.ts';
import type { Tries } from './tries.ts';

/** What the console is given of the house. */
export interface ConsoleNeeds {
  readonly token: Pick<Secret, 'equals'>;
  readonly sessions: Sessions;
  readonly tries: Tries;
  readonly assets: Assets;
  readonly playground: Playground;
  /** Absent where nothing is simulated. */
  readonly faults: Faults | undefined;
  readonly readNow: () => Promise<Now>;
  readonly readEarlier: () => Promise<Earlier>;
  readonly audit: {
    record(entry: AuditLine): Promise<void>;
    recent(count: number, fits?: (entry: AuditLine) => boolean): Promise<readonly AuditLine[]>;
  };
  readonly browse: (what: { readonly search?: string; readonly cursor?: string }) => Promise<BrowsedPage>;
  readonly readRounds: (conversation: string) => Promise<readonly RememberedRound[]>;
  readonly act: Act;
  readonly clock: Clock;
  readonly log: Log;
}
