import { dateFormat } from '../date-format.ts';

const formatFor = dateFormat({ year: 'numeric', month: '2-digit', day: '2-digit' });

/** The day, `2026-11-23`, in which a moment falls. @param ms Unix milliseconds. @param timeZone `TIME_ZONE`, an IANA name. */
export function dayOf(ms: number, timeZone: string): string {
  return formatFor(timeZone).format(ms);
}

/** `count` days that end with `day`, newest first. By the calendar, so that a day of 23 or 25 hours counts as one. */
export function daysUpTo(day: string, count: number): string[] {
  const last = Date.parse(`${day}T00:00:00Z`);
  return Array.from({ length: count }, (_, back) =>
    new Date(last - back * 86_400_000).toISOString().slice(0, 'yyyy-mm-dd'.length),
  );
}
