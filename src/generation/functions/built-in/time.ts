import type { Clock } from '../../../clock.ts';
import { FunctionProblem } from '../problem.ts';
import type { BuiltIn } from './built-in.ts';

/** What time it is, somewhere. A model does not know what day it is. */
export function time(clock: Clock, ownZone: string): BuiltIn {
  return {
    spec: {
      name: 'time',
      description: '获得现在的日期、时间和星期。凡是与“今天”“现在”有关的问题，先调用它。',
      parameters: {
        type: 'object',
        properties: {
          zone: {
            type: 'string',
            maxLength: 64,
            description: `IANA 时区名，例如 Asia/Shanghai、America/New_York；不填则为 ${ownZone}`,
          },
        },
      },
    },
    timeoutMs: 1000,
    run: async ({ zone }) => timeIn(String(zone ?? ownZone), clock.now()),
  };
}

function timeIn(zone: string, now: number) {
  const format = (options: Intl.DateTimeFormatOptions) => {
    try {
      return new Intl.DateTimeFormat('zh-CN', { timeZone: zone, ...options });
    } catch {
      throw new FunctionProblem('没有这个时区。请用 IANA 时区名，例如 Asia/Shanghai。', 'refused');
    }
  };
  const digits = { hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const offset = format({ timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find(({ type }) => type === 'timeZoneName');
  return {
    zone,
    date: format({ year: 'numeric', month: '2-digit', day: '2-digit' }).format(now).replaceAll('/', '-'),
    time: format(digits).format(now),
    weekday: format({ weekday: 'long' }).format(now),
    offset: offset?.value ?? '',
  };
}
