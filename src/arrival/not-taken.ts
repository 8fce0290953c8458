import { momentOf } from '../moment.ts';
import type { OverQuota } from '../people/quota.ts';
import type { Wording } from '../wording/index.ts';

/** Why a question is not taken, although its sender is welcome. */
export type NotTaken = 'full' | 'paused' | OverQuota;

/** What who asked reads. */
export function notTakenWords(
  why: NotTaken,
  wording: Pick<Wording, 'queueFull' | 'paused' | 'overQuota'>,
  settings: {
    /** `CHAT_QUEUE_LIMIT` */
    readonly queueLimit: number;
    /** `TIME_ZONE` */
    readonly timeZone: string;
  },
): string {
  if (why === 'full') return wording.queueFull(settings.queueLimit);
  if (why === 'paused') return wording.paused;
  return wording.overQuota(why, momentOf(why.endsAt, settings.timeZone));
}
