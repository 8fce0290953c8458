import type { Redis } from 'ioredis';
import type { Keys } from '../keys.ts';
import { moveField } from '../redis/move-field.ts';
import { script } from '../redis/script.ts';
import { formerSpender } from './former-spender.ts';
import { type Limit, limitsOf, type Quota, type QuotaSubject } from './quota.ts';
import { windowEnd, windowsAt } from './quota-window.ts';
import type { Subject } from './subject.ts';

const changeScript = script(new URL('./change-quota.lua', import.meta.url));

/** Who has used most of what each may use: as many are told of. */
const mostShown = 5;

/** How far somebody is. */
export interface Spent extends Limit {
  readonly used: number;
  /** When the next hour or day begins; Unix milliseconds. */
  readonly endsAt: number;
}

/** A quota, and how far those are for whom it holds. */
export type QuotaState =
  | { readonly subject: Exclude<QuotaSubject, 'everyone'>; readonly spent: readonly Spent[] }
  | {
      readonly subject: 'everyone';
      /** Of each limit, the people who have used most of it. */
      readonly limits: readonly (Limit & { readonly most: readonly Spender[] })[];
    };

export interface Spender {
  readonly subject: Subject;
  readonly used: number;
}

export interface Quotas {
  set(subject: QuotaSubject, limit: Limit): Promise<void>;
  /** @returns whether there was one */
  clear(subject: QuotaSubject): Promise<boolean>;
  /** All quotas: everyone's, that of all together, then those of chats and people. */
  list(now: number): Promise<QuotaState[]>;
  /** What holds for a person by themselves and for a chat, and how much of it is used. */
  spent(of: { user?: Subject; chat?: Subject }, now: number): Promise<{ user: Spent[]; chat: Spent[] }>;
  /** Takes a quota over to the chat's new id; one that is there already stays. Safe to repeat. */
  move(from: Subject, to: Subject): Promise<void>;
}

/**
 * The quotas that admins set; the script that accepts a question reads them, so that all processes obey at once. Only
 * what has a limit is counted, from the moment it has one.
 */
export function openQuotas(
  redis: Redis,
  keys: Keys,
  settings: {
    readonly timeZone: string;
    /** `USER_REPLIES_PER_HOUR` */
    readonly repliesPerHour: number | undefined;
  },
): Quotas {
  const { timeZone, repliesPerHour } = settings;
  const usual: Quota = repliesPerHour === undefined ? {} : { replies: { hour: repliesPerHour } };

  const spentOf = async (subject: QuotaSubject, limits: readonly Limit[], now: number): Promise<Spent[]> => {
    const windows = windowsAt(now, timeZone);
    return Promise.all(
      limits.map(async limit => {
        const fields = spendersOf(subject).map(spender => `${limit.what}:${spender}`);
        const used = await redis.hmget(keys.spent(windows[limit.span]), ...fields);
        return {
          ...limit,
          used: used.reduce((sum, number) => sum + Number(number ?? 0), 0),
          endsAt: windowEnd(now, limit.span, timeZone),
        };
      }),
    );
  };

  /** Of people; they are many, and looked at when an admin asks. */
  const greatest = async ({ what, span }: Limit, now: number): Promise<Spender[]> => {
    const all = await redis.hgetall(keys.spent(windowsAt(now, timeZone)[span]));
    const prefix = `${what}:`;
    return Object.entries(all)
      .filter(([field, used]) => field.startsWith(`${prefix}user:`) && Number(used) > 0)
      .map(([field, used]) => ({ subject: field.slice(prefix.length) as Subject, used: Number(used) }))
      .sort((a, b) => b.used - a.used)
      .slice(0, mostShown);
  };

  return {
    async set(subject, { what, span, limit }) {
      await changeScript(redis, [keys.quotas], [subject, what, span, limit]);
    },
    clear: async subject => (await redis.hdel(keys.quotas, subject)) === 1,
    async list(now) {
      const stored = await redis.hgetall(keys.quotas);
      const { everyone, all, ...others } = stored;
      const subjects = [...(all === undefined ? [] : (['all'] as const)), ...Object.keys(others).sort()];
      const states = await Promise.all(
        subjects.map(async (name): Promise<QuotaState> => {
          const subject = name as Exclude<QuotaSubject, 'everyone'>;
          return { subject, spent: await spentOf(subject, limitsOf(parse(stored[subject])), now) };
        }),
      );
      const limits = limitsOf(parse(everyone), usual);
      if (limits.length === 0) return states;
      const shared = limits.map(async limit => ({ ...limit, most: await greatest(limit, now) }));
      return [{ subject: 'everyone', limits: await Promise.all(shared) }, ...states];
    },
    async spent({ user, chat }, now) {
      const [own, everyone, here] = await redis.hmget(keys.quotas, user ?? '', 'everyone', chat ?? '');
      const [ofUser, ofChat] = await Promise.all([
        user ? spentOf(user, limitsOf(parse(own), parse(everyone), usual), now) : [],
        chat ? spentOf(chat, limitsOf(parse(here)), now) : [],
      ]);
      return { user: ofUser, chat: ofChat };
    },
    move: (from, to) => moveField(redis, keys.quotas, from, to),
  };
}

/** By what names is counted what somebody used. */
function spendersOf(subject: QuotaSubject): string[] {
  return isUser(subject) ? [subject, formerSpender(subject)] : [subject];
}

function isUser(subject: QuotaSubject): subject is Subject {
  return subject.startsWith('user:');
}

function parse(text: string | null | undefined): Quota {
  return text ? (JSON.parse(text) as Quota) : {};
}
