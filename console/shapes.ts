/**
 * What the server's answers look like. The playground's words are the product's own; the rest is copied, for its sources
 * know of Redis and Node: the tests in a browser say whether both agree.
 */

import type { PlaygroundChat, PlaygroundMessage } from '../src/playground.ts';

export type { PlaygroundButton, PlaygroundChat, PlaygroundMessage, Touch } from '../src/playground.ts';

export interface Chats {
  readonly chats: readonly PlaygroundChat[];
}

export interface Messages {
  readonly messages: readonly PlaygroundMessage[];
}

/** What a command answered, shown. */
export interface ActAnswer {
  readonly html: string;
}

/** How things are at this moment, over all processes. Times are Unix milliseconds. */
export interface Now {
  readonly at: number;
  readonly today: {
    readonly messages: number;
    readonly answers: number;
    /** By kind. */
    readonly failures: Readonly<Record<string, number>>;
    readonly firstText?: FirstText;
  };
  readonly accounts: readonly Account[];
  readonly queue: Queue;
  readonly platforms: readonly PlatformNow[];
  /** Nobody is answered anywhere. */
  readonly isPaused: boolean;
}

/** How things were, up to now; the oldest first. */
export interface Earlier {
  readonly timeZone: string;
  readonly priced: boolean;
  readonly minutes: readonly Minute[];
  readonly days: readonly Day[];
  readonly models: readonly (Spans & { readonly model: string; readonly priced: boolean })[];
  readonly chats: readonly (Spans & { readonly chat: string })[];
}

export interface FirstText {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** An account of a model, and how fast it may be called. */
export interface Account {
  readonly account: string;
  readonly used: number;
  readonly usedInMinute: number;
  readonly inLine: number;
  /** Calls that may begin in one second, for now; `setting`: by the settings. */
  readonly limit: number;
  readonly setting: number;
  /** By the vendor's word, where that is less. */
  readonly callsPerMinute?: number;
  readonly tokensPerMinute?: number;
  readonly downForMs?: number;
}

export interface Queue {
  readonly conversations: number;
  readonly answers: number;
  readonly questions: number;
  readonly elsewhere: readonly WaitingConversation[];
  /** Conversations beyond those. */
  readonly more: number;
}

export interface WaitingConversation {
  readonly conversation: string;
  readonly chat: string;
  readonly name?: string;
  readonly answer?: { readonly isWriting: boolean; readonly forMs: number };
  readonly waiting?: { readonly count: number; readonly longestMs: number };
}

export interface PlatformNow {
  readonly name: string;
  readonly intake?: { readonly ready: boolean; readonly detail: string };
  /** This month. */
  readonly bill?: { readonly calls: number; readonly messages: number };
  readonly writes: readonly {
    readonly scope: string;
    readonly used: number;
    readonly limit: number;
    readonly perMs: number;
  }[];
}

export interface Amount {
  readonly replies: number;
  readonly calls: number;
  readonly tokensIn: number;
  readonly tokensOut: number;
  /** Millionths of a yuan. */
  readonly microYuan: number;
}

interface Spans {
  readonly today: Amount;
  /** The last 30 days. */
  readonly month: Amount;
}

export interface Minute {
  readonly at: number;
  readonly messages: number;
  readonly answers: number;
  readonly failures: number;
  readonly calls: number;
  readonly firstText?: FirstText;
}

export interface Day {
  /** `2026-11-23` */
  readonly day: string;
  readonly messages: number;
  readonly answers: number;
  readonly failures: number;
  readonly used: Amount;
}

export interface AuditEntry {
  readonly at: number;
  readonly who: string;
  readonly where: string;
  readonly what: string;
  readonly result: 'done' | 'refused' | 'not-understood' | 'failed';
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
}

export interface ConversationHead {
  readonly id: string;
  readonly chat: string;
  readonly title?: string;
  readonly people: readonly string[];
  readonly rounds: number;
  readonly at: number;
}

export interface ConversationPage {
  readonly conversations: readonly ConversationHead[];
  readonly cursor?: string;
}

export interface Rounds {
  readonly rounds: readonly {
    readonly question: string;
    readonly html: string;
    readonly senderName?: string;
    readonly at: number;
  }[];
}
