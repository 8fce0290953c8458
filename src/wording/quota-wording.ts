import type { Limit } from '../people/quota.ts';
import type { Target } from '../people/subject.ts';

/** Whom a quota holds for, as people are told of them. */
export type QuotaOwner = Target | 'everyone' | 'all';

/** A limit, and how far somebody is. */
export interface ToldLimit extends Limit {
  readonly used: number;
  /** When the next hour or day begins: `2026-11-23 15:00`, by `TIME_ZONE`. */
  readonly until: string;
}

/** A quota as `/quota` shows it. */
export interface ToldQuota {
  readonly owner: QuotaOwner;
  readonly limits: readonly (Limit & {
    /** How far its owner is; absent where each person has their own. */
    readonly used?: number;
    /** Those who have used most of it. */
    readonly most?: readonly { readonly subject: string; readonly used: number }[];
  })[];
}

/** What is said of quotas. */
export interface QuotaWording {
  /** @param more how many are left out */
  list(quotas: readonly ToldQuota[], more: number): string;
  set(owner: QuotaOwner, limit: Limit): string;
  /** @param had whether there was a quota */
  cleared(owner: QuotaOwner, had: boolean): string;
  /** One of `ADMINS` was meant, who have no quotas. */
  readonly isAdmin: string;
  /** What can be typed; also the answer to what was not understood. */
  readonly how: string;
  /** In `/usage`: what is left to the person, and to the chat. */
  left(mine: readonly ToldLimit[], chat: readonly ToldLimit[]): string;
}
