import { en } from './en.ts';
import type { Wording } from './wording.ts';
import { zhCN } from './zh-cn.ts';

export type {
  AccountState,
  CommandName,
  OfferedFunction,
  ParameterName,
  StopResult,
} from './command-wording.ts';
export type { AuditResult, QueueReport, ToldEntry, WaitingConversation } from './overview-wording.ts';
export type { QuotaOwner, ToldQuota } from './quota-wording.ts';
export type { AlertKind, BuiltInName, ModelAlert, Wording } from './wording.ts';

/** One line for each language; a file beside this one has all of its words. */
const wordings = { 'zh-CN': zhCN, en } as const satisfies Record<string, Wording>;

/** The languages that the bot speaks in its own words. */
export type Locale = keyof typeof wordings;

export const locales = Object.keys(wordings) as [Locale, ...Locale[]];

export function isLocale(text: string | null | undefined): text is Locale {
  return locales.some(locale => locale === text);
}

/** What the bot says in its own words, in this language. */
export function wordingFor(locale: Locale): Wording {
  return wordings[locale];
}
