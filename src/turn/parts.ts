import type { ChatSettings } from '../chat-settings.ts';
import type { Clock } from '../clock.ts';
import type { Turn } from '../conversation/ownership.ts';
import type { RetryLimits } from '../dispatch/retry.ts';
import type { ModelFailure } from '../errors.ts';
import type { Functions } from '../generation/functions/registry.ts';
import type { LimitedModel } from '../generation/limited.ts';
import type { WordList } from '../generation/word-list.ts';
import type { Log } from '../log.ts';
import type { ModelParameters } from '../model.ts';
import type { Platform, ReplyRecord, ReplyTarget } from '../platform.ts';
import type { Counter, SettledTurn } from '../tally/counters.ts';
import type { Locale, Wording } from '../wording/index.ts';
import type { LastTurn } from './last-turn.ts';
import type { Offer } from './offer.ts';
import type { OutcomeKind } from './outcome.ts';
import type { RunningTurns } from './running.ts';

/** What a turn needs of the rest of the house. */
export interface TurnParts {
  readonly begin: (conversation: string) => Promise<Turn | undefined>;
  readonly platform: (name: string) => Platform | undefined;
  /** The model that a chat chose (`qianfan`, `qianfan/ernie-5.1`); the default where that is nothing, or not configured. */
  readonly modelFor: (choice: string | undefined) => LimitedModel;
  readonly functions: Pick<Functions, 'run' | 'label'>;
  /** What the model may call in a chat. @param contextTokens what the model takes in all */
  readonly offer: (chat: ChatSettings, contextTokens: number) => Offer;
  /** The words that may be in no question and no answer, as they are now. */
  readonly forbidden: () => Promise<WordList>;
  readonly running: RunningTurns;
  /** Persona and parameters of a chat: its own, else the settings'. */
  readonly manner: (chat: ChatSettings) => Manner;
  /** What the last settled turn left for `/retry`. */
  readonly lastOf: (conversation: string) => Promise<LastTurn | undefined>;
  /** What the buttons of the reply to this message carry. */
  readonly buttonToken: (messageKey: string) => string;
  /** Withdraws, without a word, what waits in a conversation: nobody could read the answers. */
  readonly withdrawAll: (conversation: string) => Promise<void>;
  /** Leaves the last state of a reply to be shown later. */
  readonly showLater: (turn: Turn, later: LaterState) => Promise<void>;
  /** Tells the admins, once an hour for each kind; never throws. */
  readonly alertAdmins: (failure: ModelFailure) => void;
  /** What a settled turn adds to the counters. */
  readonly countersFor: (settled: SettledTurn) => Counter[];
  readonly measure: TurnMeasures;
  /** A stable hash of a person for the vendor. */
  readonly userHash: (person: string) => string;
  /** What the bot says in its own words. @param locale what the chat chose; absent: the settings' */
  readonly wordingIn: (locale: Locale | undefined) => Wording;
  readonly retryLimits: RetryLimits;
  readonly aiLabel: boolean;
  readonly showThinking: boolean;
  /** All calls and functions of one turn together, ms. */
  readonly totalMs: number;
  readonly clock: Clock;
  readonly log: Log;
}

/** What metrics hear of turns. */
export interface TurnMeasures {
  readonly turnSettled: (outcome: OutcomeKind, tookMs: number) => void;
  readonly firstText: (ms: number) => void;
  readonly growing: (delta: 1 | -1) => void;
  /** Waiting in line for a call is over. */
  readonly permitWait: (ms: number) => void;
  /** A call is over: `ok`, or the kind of its failure. */
  readonly modelCall: (outcome: string) => void;
}

export interface Manner {
  readonly system?: string;
  readonly parameters: ModelParameters;
}

/** A last state that a platform did not take in time. */
export interface LaterState {
  readonly target: ReplyTarget;
  /** Absent where nothing was shown yet. */
  readonly record: ReplyRecord | undefined;
  readonly markdown: string;
  readonly inMs: number;
}
