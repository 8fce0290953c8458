import type { Redis } from 'ioredis';
import { digestOf } from '../digest.ts';
import type { Keys } from '../keys.ts';
import { script } from '../redis/script.ts';
import type { Subject } from './subject.ts';

const dropBanScript = script(new URL('./drop-ban.lua', import.meta.url));

/** Why somebody is not answered, and until when. */
export interface Ban {
  /** Unix milliseconds; absent: until it is lifted. */
  readonly until?: number;
  readonly reason?: string;
  /** `platform:person` of the admin. */
  readonly by: string;
  /** Unix milliseconds. */
  readonly at: number;
}

/** A ban as it is kept. Its subject stands here and not in the field's name: without it the ban still holds. */
interface BanEntry extends Ban {
  readonly subject?: Subject;
}

export interface Bans {
  set(subject: Subject, ban: Ban): Promise<void>;
  /** The ban that holds. */
  find(subject: Subject, now: number): Promise<Ban | undefined>;
  /** @returns whether there was one that still held */
  lift(subject: Subject, now: number): Promise<boolean>;
  /** Those that hold, the latest first; one whose subject was forgotten has none. Others are removed. */
  list(now: number): Promise<BanEntry[]>;
  /** Removes a ban that was met after its end, unless it was renewed meanwhile. @param stored as it was read */
  drop(subject: Subject, stored: string): Promise<void>;
  /** Takes a ban over to the chat's new id; one that is there already stays. Safe to repeat. */
  move(from: Subject, to: Subject): Promise<void>;
}

/** The field of a subject's ban: a digest, so that a ban outlives what is known of a person. */
export function banField(subject: Subject): string {
  return digestOf(subject);
}

export function isOver(ban: Ban, now: number): boolean {
  return ban.until !== undefined && ban.until <= now;
}

/** Reads a field of the hash. */
export function parseBan(text: string): BanEntry {
  return JSON.parse(text) as BanEntry;
}

/** The bans of `/ban`: they are read at each message, so that all processes obey at once. */
export function openBans(redis: Redis, keys: Keys): Bans {
  const drop = async (field: string, stored: string) => {
    await dropBanScript(redis, [keys.bans], [field, stored]);
  };
  return {
    async set(subject, ban) {
      await redis.hset(keys.bans, banField(subject), JSON.stringify({ subject, ...ban }));
    },
    async find(subject, now) {
      const stored = await redis.hget(keys.bans, banField(subject));
      const ban = stored === null ? undefined : parseBan(stored);
      return ban && !isOver(ban, now) ? ban : undefined;
    },
    async lift(subject, now) {
      const stored = await redis.hget(keys.bans, banField(subject));
      if (stored === null) return false;
      await redis.hdel(keys.bans, banField(subject));
      return !isOver(parseBan(stored), now);
    },
    async list(now) {
      const entries = Object.entries(await redis.hgetall(keys.bans)).map(([field, stored]) => ({
        field,
        stored,
        ban: parseBan(stored),
      }));
      await Promise.all(
        entries.filter(({ ban }) => isOver(ban, now)).map(({ field, stored }) => drop(field, stored)),
      );
      return entries
        .map(({ ban }) => ban)
        .filter(ban => !isOver(ban, now))
        .sort((a, b) => b.at - a.at);
    },
    drop: (subject, stored) => drop(banField(subject), stored),
    async move(from, to) {
      const stored = await redis.hget(keys.bans, banField(from));
      if (stored === null) return;
      const { subject: _, ...ban } = parseBan(stored);
      await redis.hsetnx(keys.bans, banField(to), JSON.stringify({ subject: to, ...ban }));
      await redis.hdel(keys.bans, banField(from));
    },
  };
}
