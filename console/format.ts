/** Numbers and times as people read them. */
export interface Format {
  /** `12,345` */
  count(number: number): string;
  /** `1.2万`, `12K` */
  short(number: number): string;
  /** `350 ms`, `2.4 s`, `3 min` */
  duration(ms: number): string;
  /** Millionths of a yuan: `¥1.20`; less than a fen is shown with four digits. */
  money(microYuan: number): string;
  /** `14:05` */
  time(at: number): string;
  /** `14:05:09` */
  clock(at: number): string;
  /** `11/23` */
  day(at: number): string;
  /** Day and time. */
  moment(at: number): string;
}

const days = { month: '2-digit', day: '2-digit' } as const;
const minutes = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const seconds = { ...minutes, second: '2-digit' } as const;

/** @param language a BCP 47 tag */
export function formatIn(language: string): Format {
  const count = new Intl.NumberFormat(language);
  const short = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 });
  const timeIn = (parts: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, parts);
  const time = timeIn(minutes);
  const clock = timeIn(seconds);
  const day = timeIn(days);
  const moment = timeIn({ ...days, ...seconds });
  return {
    count: number => count.format(number),
    short: number => short.format(number),
    duration: durationOf,
    money: microYuan => {
      const yuan = microYuan / 1e6;
      return `¥${yuan.toFixed(yuan > 0 && yuan < 0.01 ? 4 : 2)}`;
    },
    time: at => time.format(at),
    clock: at => clock.format(at),
    day: at => day.format(at),
    moment: at => moment.format(at),
  };
}

function durationOf(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`;
  return `${(ms / 3_600_000).toFixed(1)} h`;
}
