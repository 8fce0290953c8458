import type { Clock } from '../clock.ts';
import type { IncomingMessage } from '../message.ts';
import { formerSpender } from './former-spender.ts';
import type { QuotaSpan } from './quota.ts';
import { windowEnd, windowsAt } from './quota-window.ts';
import { type Subject, subjectsOf } from './subject.ts';

/** What a question that is to be accepted is held against; the script that accepts it reads the quotas. */
export interface Share {
  readonly user: Subject;
  /** Whether the settings let them in; a ban and what admins ruled go before that. */
  readonly allowed: boolean;
  /** What they used before they were forgotten counts, too; see `formerSpender`. */
  readonly former: string;
  /** For who has no other: `USER_REPLIES_PER_HOUR`; 0: as many as they like. */
  readonly repliesPerHour: number;
  /** The hour and the day in which it is counted. */
  readonly windows: Readonly<Record<QuotaSpan, string>>;
  /** When the next one begins; Unix milliseconds. */
  readonly endOf: (span: QuotaSpan) => number;
}

/** @returns undefined for who is in `ADMINS`: neither held up nor counted */
export type ShareOf = (message: IncomingMessage) => Share | undefined;

/** Who may ask, and where it is counted: in the hour and the day in which a question reaches us. */
export function sharing(rules: {
  readonly isAdmin: (message: IncomingMessage) => boolean;
  /** By the settings. */
  readonly isAllowed: (message: IncomingMessage) => boolean;
  /** `USER_REPLIES_PER_HOUR` */
  readonly repliesPerHour: number | undefined;
  readonly timeZone: string;
  readonly clock: Pick<Clock, 'now'>;
}): ShareOf {
  const { isAdmin, isAllowed, repliesPerHour = 0, timeZone, clock } = rules;
  return message => {
    if (isAdmin(message)) return undefined;
    const now = clock.now();
    const { user } = subjectsOf(message);
    return {
      user,
      allowed: isAllowed(message),
      former: formerSpender(user),
      repliesPerHour,
      windows: windowsAt(now, timeZone),
      endOf: span => windowEnd(now, span, timeZone),
    };
  };
}
