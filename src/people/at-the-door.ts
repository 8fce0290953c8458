import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import type { Visitor } from '../message.ts';
import { resultsOf } from '../redis/results-of.ts';
import { type Ban, banField, isOver, openBans, parseBan } from './bans.ts';
import { parseRule, type Rule } from './rules.ts';
import { subjectsOf } from './subject.ts';

/** What admins ruled at run time about somebody and their chat. */
export interface LiveRules {
  readonly userRule?: Rule;
  readonly chatRule?: Rule;
  /** The ban that holds, the person's before the chat's. */
  readonly ban?: Ban & { readonly whose: 'user' | 'chat' };
}

/**
 * Reads what holds for whom the door looks at, in one round trip and from no cache, so that what an admin changes in one
 * process acts in all at once. A ban that is over is removed when it is met.
 */
export function readingAtTheDoor(redis: Redis, keys: Keys) {
  const bans = openBans(redis, keys);
  return async (visitor: Visitor, now: number): Promise<LiveRules> => {
    const subjects = subjectsOf(visitor);
    const [rules, stored] = (await resultsOf(
      redis
        .pipeline()
        .hmget(keys.access, subjects.user, subjects.chat)
        .hmget(keys.bans, banField(subjects.user), banField(subjects.chat)),
    )) as (string | null)[][];
    const found = (['user', 'chat'] as const).flatMap((whose, index) => {
      const text = stored?.[index];
      return text ? [{ whose, text, ban: parseBan(text) }] : [];
    });
    const over = found.filter(({ ban }) => isOver(ban, now));
    await Promise.all(over.map(({ whose, text }) => bans.drop(subjects[whose], text)));
    const holds = found.find(({ ban }) => !isOver(ban, now));
    return {
      ...(rules?.[0] && { userRule: parseRule(rules[0]).rule }),
      ...(rules?.[1] && { chatRule: parseRule(rules[1]).rule }),
      ...(holds && { ban: { ...holds.ban, whose: holds.whose } }),
    };
  };
}
