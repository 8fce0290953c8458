import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { moveField } from '../redis/move-field.ts';
import type { Subject } from './subject.ts';

/** What an admin ruled at run time; it goes before `ALLOWED_*` of the settings. */
export type Rule = 'allow' | 'deny';

/** A rule as it is kept. */
export interface RuleEntry {
  readonly rule: Rule;
  /** `platform:person` of the admin. */
  readonly by: string;
  /** Unix milliseconds. */
  readonly at: number;
}

export interface Rules {
  set(subject: Subject, entry: RuleEntry): Promise<void>;
  /** Leaves it to the settings again. @returns whether there was a rule */
  clear(subject: Subject): Promise<boolean>;
  /** All rules, the latest first. */
  list(): Promise<(RuleEntry & { readonly subject: Subject })[]>;
  /** Takes a rule over to the chat's new id; one that is there already stays. Safe to repeat. */
  move(from: Subject, to: Subject): Promise<void>;
}

/** The rules of `/allow` and `/deny`: they are read at each message, so that all processes obey at once. */
export function openRules(redis: Redis, keys: Keys): Rules {
  return {
    async set(subject, entry) {
      await redis.hset(keys.access, subject, JSON.stringify(entry));
    },
    clear: async subject => (await redis.hdel(keys.access, subject)) === 1,
    async list() {
      const entries = Object.entries(await redis.hgetall(keys.access));
      return entries
        .map(([subject, text]) => ({ subject: subject as Subject, ...parseRule(text) }))
        .sort((a, b) => b.at - a.at);
    },
    move: (from, to) => moveField(redis, keys.access, from, to),
  };
}

/** Reads a field of the hash. */
export function parseRule(text: string): RuleEntry {
  return JSON.parse(text) as RuleEntry;
}
