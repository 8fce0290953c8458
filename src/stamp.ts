import { dateFormat } from './date-format.ts';

const formatFor = dateFormat({
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'longOffset',
});

/** `2026-11-23T14:05:09+08:00`: a moment as programs read it (ISO 8601). @param ms Unix milliseconds. @param timeZone `TIME_ZONE` */
export function stampOf(ms: number, timeZone: string): string {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, value]),
  );
  const [year, month, day, hour, minute, second, zone] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second', 'timeZoneName'] as const
  ).map(type => parts.get(type) ?? '');
  // The name of the offset is `GMT+08:00`; of none, `GMT`.
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${zone?.slice('GMT'.length) || '+00:00'}`;
}
