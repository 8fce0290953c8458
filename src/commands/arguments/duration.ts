const secondMs = 1000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How each unit may be written. */
const units = [
  { ms: secondMs, names: ['seconds', 'second', 'secs', 'sec', 's', '秒钟', '秒'] },
  { ms: minuteMs, names: ['minutes', 'minute', 'mins', 'min', 'm', '分钟', '分'] },
  { ms: hourMs, names: ['hours', 'hour', 'h', '个小时', '小时', '钟头'] },
  { ms: dayMs, names: ['days', 'day', 'd', '天', '日'] },
  { ms: 7 * dayMs, names: ['weeks', 'week', 'w', '个星期', '星期', '周'] },
] as const;

const msOf: ReadonlyMap<string, number> = new Map(
  units.flatMap(({ ms, names }) => names.map(name => [name, ms])),
);

const longestFirst = [...msOf.keys()].sort((a, b) => b.length - a.length);
/** A letter stands close to its number: in `123 m` the number may be somebody's id. */
const step = `\\d{1,9}(?:\\s?(?:${longestFirst.filter(name => !/^[a-z]$/.test(name)).join('|')})|[smhdw])`;
/** `2h`, `1d12h`, `2小时`, `2 hours`, and then the end or what parts it from what follows. */
const opening = new RegExp(`^(?:${step})+(?=[\\s,，。;；]|$)`, 'iu');

/** Nobody means more. */
const longestMs = 3650 * dayMs;

/** A time that stands at the beginning of a text, and the rest of it. */
export interface LeadingDuration {
  /** More than nothing, at most ten years. */
  readonly ms: number;
  readonly rest: string;
}

/** Takes `30s`, `30m`, `2h`, `7d`, `2小时` or `1天` from the beginning of a text; undefined where there is none. */
export function takeDuration(text: string): LeadingDuration | undefined {
  const written = opening.exec(text)?.[0];
  if (written === undefined) return undefined;
  let ms = 0;
  for (const [, number, unit = ''] of written.matchAll(/(\d{1,9})\s?([^\d\s]+)/gu))
    ms += Number(number) * (msOf.get(unit.toLowerCase()) ?? 0);
  if (ms === 0) return undefined;
  return {
    ms: Math.min(ms, longestMs),
    rest: text.slice(written.length).replace(/^[\s,，。;；]+/u, ''),
  };
}
