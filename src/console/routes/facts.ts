import type { Bill } from '../../tally/bills.ts';
import type { ChatUse } from '../../tally/chats.ts';
import type { Day } from '../../tally/days.ts';
import type { Minute } from '../../tally/minutes.ts';
import type { ModelStats, StatsReport } from '../../tally/stats.ts';
import type { AccountState, QueueReport } from '../../wording/index.ts';
import { json } from '../answers.ts';
import type { Route } from '../route.ts';

/** Writes to one of a platform's limits that hold for the whole bot. */
export interface Writes {
  /** `telegram:bot` */
  readonly scope: string;
  readonly used: number;
  readonly limit: number;
  readonly perMs: number;
}

export interface PlatformNow {
  readonly name: string;
  /** Absent where this process takes no messages. */
  readonly intake?: { readonly ready: boolean; readonly detail: string };
  /** This month; absent where the platform bills nothing. */
  readonly bill?: Bill;
  /** Those that this process has written within. */
  readonly writes: readonly Writes[];
}

/** How things are at this moment, over all processes unless it says otherwise. */
export interface Now {
  /** Unix milliseconds. */
  readonly at: number;
  readonly today: StatsReport['today'];
  readonly accounts: readonly AccountState[];
  /** Its rows are all in `elsewhere`. */
  readonly queue: QueueReport;
  readonly platforms: readonly PlatformNow[];
  /** Nobody is answered anywhere. */
  readonly isPaused: boolean;
}

/** How things were, up to now. */
export interface Earlier {
  /** `TIME_ZONE` */
  readonly timeZone: string;
  /** Whether there are prices: without any, no money is shown. */
  readonly priced: boolean;
  /** The last hours, oldest first. */
  readonly minutes: readonly Minute[];
  /** The last 30, oldest first. */
  readonly days: readonly Day[];
  readonly models: readonly ModelStats[];
  /** Those that used most. */
  readonly chats: readonly ChatUse[];
}

/** Everything that the dashboard shows, once; the stream of events goes on from there. */
export function factsRoutes(needs: {
  readonly readNow: () => Promise<Now>;
  readonly readEarlier: () => Promise<Earlier>;
}): readonly Route[] {
  return [
    {
      method: 'GET',
      path: 'facts',
      async answer() {
        const [now, earlier] = await Promise.all([needs.readNow(), needs.readEarlier()]);
        return json({ ...now, ...earlier });
      },
    },
  ];
}
