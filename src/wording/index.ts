import { en } from './en.ts';
import type { Locale, Wording } from './wording.ts';
import { zhCN } from './zh-cn.ts';

export type {
  AccountState,
  CommandName,
  OfferedFunction,
  ParameterName,
  StopResult,
} from './command-wording.ts';
export type { AuditResult } from './overview-wording.ts';
export type { AlertKind, Locale, ModelAlert, Wording } from './wording.ts';

const wordings = { 'zh-CN': zhCN, en } as const satisfies Record<Locale, Wording>;

/** What the bot says in its own words, in this language. */
export function wordingFor(locale: Locale): Wording {
  return wordings[locale];
}
