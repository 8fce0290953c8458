import type { AccessRules } from '../arrival/access.ts';
import type { Admission } from '../arrival/admission.ts';
import type { ChatSettingsStore } from '../chat-settings.ts';
import type { Clock } from '../clock.ts';
import type { Audit } from '../commands/audit.ts';
import type { Command } from '../commands/command.ts';
import type { CoreSettings } from '../config.ts';
import type { Mailbox } from '../conversation/mailbox.ts';
import type { StopRequest } from '../conversation/stop.ts';
import type { Errands } from '../dispatch/errands.ts';
import type { Log } from '../log.ts';
import type { Visitor } from '../message.ts';
import type { Metrics } from '../operations/metrics.ts';
import type { Bans } from '../people/bans.ts';
import type { Quotas } from '../people/quotas.ts';
import type { Rules } from '../people/rules.ts';
import type { Platform } from '../platform.ts';
import type { Bills } from '../tally/bills.ts';
import type { Books } from '../tally/books.ts';
import type { StopResult, Wording } from '../wording/index.ts';
import type { Store } from './store.ts';
import type { Undo } from './undo.ts';
import type { WatchedWrites } from './watched-writes.ts';

/** What both halves of the process, intake and worker, stand on. */
export interface House {
  readonly settings: CoreSettings;
  readonly processId: string;
  readonly store: Store;
  readonly platforms: ReadonlyMap<string, Platform>;
  readonly commands: readonly Command[];
  readonly chats: ChatSettingsStore;
  readonly mailbox: Mailbox;
  /** Of the hasty half: who sends one cannot wait. */
  readonly errands: Errands;
  readonly books: Books;
  readonly bills: Bills;
  readonly audit: Audit;
  /** What the settings say. */
  readonly access: AccessRules;
  /** What admins ruled at run time. */
  readonly rules: Rules;
  readonly bans: Bans;
  readonly quotas: Quotas;
  /** Whether somebody may be answered now. @param now Unix milliseconds */
  readonly admit: (visitor: Visitor, now: number) => Promise<Admission>;
  readonly stop: (conversation: string, request: StopRequest) => Promise<StopResult>;
  /** In `LOCALE`: what admins are told. */
  readonly wording: Wording;
  /** In the language of a chat (`platform:id`). */
  readonly wordingOf: (chat: string) => Promise<Wording>;
  /** What platforms bear of writes, and how much of it is used. */
  readonly writes: WatchedWrites;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly log: Log;
  readonly undo: Undo;
}

/** What is there before all else. */
export type Foundation = Pick<House, 'settings' | 'processId' | 'store' | 'clock' | 'log' | 'undo'>;

/** What commands are made of, and platforms live in. */
export type GroundFloor = Omit<House, 'commands' | 'platforms'>;
