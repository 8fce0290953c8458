import { dateFormat } from './date-format.ts';

const formatFor = dateFormat({ dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' });

/** `2026-11-23 14:05`: a moment as people read it, in any language. @param ms Unix milliseconds. @param timeZone `TIME_ZONE` */
export function momentOf(ms: number, timeZone: string): string {
  return formatFor(timeZone).format(ms).replace(', ', ' ');
}
