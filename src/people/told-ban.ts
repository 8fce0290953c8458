import { momentOf } from '../moment.ts';
import type { Ban } from './bans.ts';

/** A ban as people are told of it. */
export interface ToldBan {
  /** `2026-11-23 14:05`, by `TIME_ZONE`; absent: until an admin lifts it. */
  readonly until?: string;
  readonly reason?: string;
}

/** What of a ban is told, also to whom it is about; not by whom it was made. @param timeZone `TIME_ZONE` */
export function toldBan({ until, reason }: Pick<Ban, 'until' | 'reason'>, timeZone: string): ToldBan {
  return {
    ...(until !== undefined && { until: momentOf(until, timeZone) }),
    ...(reason !== undefined && { reason }),
  };
}
