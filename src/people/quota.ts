import type { Subject } from './subject.ts';

/** Whom a quota holds for. `everyone`: each person who has none of their own; `all`: all people together. */
export type QuotaSubject = Subject | 'everyone' | 'all';

/** What a quota counts. */
export const quotaKinds = ['replies', 'tokens'] as const;
export type QuotaKind = (typeof quotaKinds)[number];

/** The time that a quota is for, by the calendar: a whole hour or a whole day of `TIME_ZONE`. */
export const quotaSpans = ['hour', 'day'] as const;
export type QuotaSpan = (typeof quotaSpans)[number];

/** The most of a kind in a span; what is absent has no limit. */
export type Quota = Readonly<Partial<Record<QuotaKind, Readonly<Partial<Record<QuotaSpan, number>>>>>>;

/** One limit of a quota. */
export interface Limit {
  readonly what: QuotaKind;
  readonly span: QuotaSpan;
  readonly limit: number;
}

/** Why a question is not taken. */
export interface OverQuota extends Limit {
  /** Whose quota it is: the asker's, the chat's, or that of all people together. */
  readonly whose: 'user' | 'chat' | 'all';
  /** When the next span begins; Unix milliseconds. */
  readonly endsAt: number;
}

/** The limits of a quota, the shorter span first. @param quotas each goes before the ones behind it, limit by limit */
export function limitsOf(...quotas: readonly Quota[]): Limit[] {
  return quotaKinds.flatMap(what =>
    quotaSpans.flatMap(span => {
      const limit = quotas.map(quota => quota[what]?.[span]).find(number => number !== undefined);
      return limit === undefined ? [] : [{ what, span, limit }];
    }),
  );
}
