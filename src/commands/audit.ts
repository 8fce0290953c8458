import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import type { AuditResult } from '../wording/index.ts';

/** What somebody did, or tried to do, with the rights of an admin. */
export interface AuditEntry {
  /** Unix milliseconds. */
  readonly at: number;
  /** `platform:person` */
  readonly who: string;
  /** `platform:chat` */
  readonly where: string;
  /** The command, with what may be said of its arguments. */
  readonly what: string;
  readonly result: AuditResult;
}

export interface Audit {
  /** Writes it down; of one person's refusals no more than a few in an hour, so that nobody can flush the log. */
  record(entry: AuditEntry): Promise<void>;
  /** The latest, newest first. @param count at most so many. @param fits only those; absent: all */
  recent(count: number, fits?: (entry: AuditEntry) => boolean): Promise<AuditEntry[]>;
}

/** About a year of a busy installation, and less than 2 MB. */
const mostEntries = 10_000;
/** Of one person in an hour. */
const mostRefusals = 20;
const hourMs = 3_600_000;
/** Entries read in one round trip. */
const batch = 500;

/** The audit log: a bounded stream in Redis. */
export function openAudit(redis: Redis, keys: Keys): Audit {
  /** How many there were within the hour that began with the first, this one included. */
  const refusalsOf = async (who: string): Promise<number> => {
    const key = keys.once(`refusals:${who}`);
    const steps = await redis.multi().set(key, 0, 'PX', hourMs, 'NX').incr(key).exec();
    return Number(steps?.[1]?.[1]);
  };
  return {
    async record(entry) {
      if (entry.result === 'refused' && (await refusalsOf(entry.who)) > mostRefusals) return;
      const fields = Object.entries(entry).flatMap(([field, value]) => [field, String(value)]);
      await redis.xadd(keys.audit, 'MAXLEN', '~', mostEntries, '*', ...fields);
    },
    async recent(count, fits = () => true) {
      const found: AuditEntry[] = [];
      for (let from = '+'; found.length < count; ) {
        const rows = await redis.xrevrange(keys.audit, from, '-', 'COUNT', batch);
        found.push(...rows.map(([, fields]) => readEntry(fields)).filter(fits));
        const last = rows.at(-1)?.[0];
        if (last === undefined || rows.length < batch) break;
        from = `(${last}`;
      }
      return found.slice(0, count);
    },
  };
}

function readEntry(fields: readonly string[]): AuditEntry {
  const entry = new Map<string, string>();
  for (let i = 0; i + 1 < fields.length; i += 2) entry.set(fields[i] ?? '', fields[i + 1] ?? '');
  return {
    at: Number(entry.get('at')),
    who: entry.get('who') ?? '',
    where: entry.get('where') ?? '',
    what: entry.get('what') ?? '',
    result: entry.get('result') as AuditResult,
  };
}
