import { dateFormat } from '../date-format.ts';
import type { QuotaSpan } from './quota.ts';

const minuteMs = 60_000;

const formatFor = dateFormat({
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The hour, `2026-11-23T14`, and the day, `2026-11-23`, in which a moment falls. An hour that the clocks repeat is one. */
export function windowsAt(ms: number, timeZone: string): Readonly<Record<QuotaSpan, string>> {
  const [day = '', time = ''] = formatFor(timeZone).format(ms).split(', ');
  return { day, hour: `${day}T${time.slice(0, 2)}` };
}

/** The first moment after the hour, or the day, in which a moment falls; Unix milliseconds. */
export function windowEnd(ms: number, span: QuotaSpan, timeZone: string): number {
  const now = windowsAt(ms, timeZone)[span];
  let end = ms;
  do end = nextHour(end, timeZone);
  while (windowsAt(end, timeZone)[span] === now);
  return end;
}

/** The next moment at which the clocks on the wall show a full hour. */
function nextHour(ms: number, timeZone: string): number {
  const minutes = Number(formatFor(timeZone).format(ms).slice(-2));
  return (Math.floor(ms / minuteMs) + 60 - minutes) * minuteMs;
}
