import type { Redis } from 'ioredis';
import { script } from '../../redis/script.ts';
import type { Account } from './account.ts';
import type { Limits } from './announce-limits.ts';
import { recoveryMs } from './pace.ts';

/** Leave to begin one call at `start`, milliseconds of Redis's clock. */
export interface Granted {
  readonly id: string;
  readonly waiter: string;
  readonly start: number;
}

/** What Redis says to one who asks; times are milliseconds of its clock. */
export interface Answer {
  readonly now: number;
  /** When asking makes sense again; absent while nobody waits. */
  readonly again: number | undefined;
  readonly granted: readonly Granted[];
  /** When the outage began, if there is one. */
  readonly outageSince: number | undefined;
  /** Whether tokens a minute are limited: by us, or by the vendor's word. */
  readonly countsTokens: boolean;
}

/** What this process hears without having asked. */
export interface News {
  /** Another process's question gave a start to one of our waiters. */
  granted(permit: Granted): void;
  /** Nobody begins a call for `ms` milliseconds. */
  wait(ms: number): void;
}

/** How much longer a window is than its name says, and the longest that a call may begin after its start. */
export const guardMs = 16;

const grant = script(new URL('./grant.lua', import.meta.url));
const settle = script(new URL('./settle.lua', import.meta.url));
const wentOut = script(new URL('./went-out.lua', import.meta.url));
const slowDown = script(new URL('./slow-down.lua', import.meta.url));

/** In the order of the script's header. */
const grantKeys = ['line', 'owners', 'log', 'tokens', 'limits', 'blocked', 'pace', 'said', 'outage'] as const;

/** One account's budget in Redis, as one process sees it: the scripts, with names and types. */
export function openBudget(account: Account, process: string, limits: Limits) {
  const { redis, key } = account;
  const { qps, rpm = 0, tpm = 0 } = limits;
  const channel = account.channel(process);
  const channels = account.channel('');

  return {
    /** The id of a waiter. The script knows whole numbers only: whatever was estimated becomes one. */
    waiter: (number: number, tokens: number) => `${process}/${number}/${wholeTokens(tokens)}`,

    /** Resolves once news are heard. @returns to be called when nobody listens any more. */
    async hear(subscriber: Redis, news: News): Promise<() => Promise<unknown>> {
      const listen = (from: string, message: string) => {
        if (from !== channel) return;
        if (message.startsWith('wait ')) news.wait(Number(message.slice('wait '.length)));
        else news.granted(readGranted(message));
      };
      subscriber.on('message', listen);
      await subscriber.subscribe(channel);
      return () => {
        subscriber.off('message', listen);
        return subscriber.unsubscribe(channel);
      };
    },

    /** A sign of life; enters those who wait (lower scores first) and hands out what is free. */
    async ask(waiters: Iterable<{ readonly id: string; readonly score: number }>): Promise<Answer> {
      const about = [process, channels, guardMs * 1000, qps, rpm, tpm, recoveryMs];
      const entering = [...waiters].flatMap(({ id, score }) => [score, id]);
      const answer = (await grant(redis, grantKeys.map(key), [...about, ...entering])) as string[];
      const [now, again, outageSince, tokensPerMinute, ...permits] = answer;
      return {
        now: Number(now) / 1000,
        again: again ? Number(again) / 1000 : undefined,
        granted: permits.map(readGranted),
        outageSince: outageSince ? Number(outageSince) : undefined,
        countsTokens: tokensPerMinute !== '0',
      };
    },

    /** 1 for the next to go; undefined for one who is not in line. */
    async place(waiter: string): Promise<number | undefined> {
      const rank = await redis.zrank(key('line'), waiter);
      return rank === null ? undefined : rank + 1;
    },

    /** Replaces the permit's estimate of tokens. */
    settle: (permit: string, tokensUsed: number) =>
      settle(redis, [key('log'), key('tokens')], [permit, wholeTokens(tokensUsed)]),
    /** The call went out only now, later than the permit said. */
    wentOut: (permit: string) => wentOut(redis, [key('log'), key('tokens')], [permit]),
    /** The call never began: its start is free again. */
    giveBack: (permit: string) => settle(redis, [key('log'), key('tokens')], [permit, -1]),
    leaveLine: (waiter: string) => redis.zrem(key('line'), waiter),
    /** No more signs of life will come. */
    leave: () => redis.zrem(key('owners'), process),
    slowDown: (ms: number) => slowDown(redis, [key('blocked'), key('owners')], [Math.ceil(ms), channels]),
  };
}

export type Budget = ReturnType<typeof openBudget>;

/** More than any model takes, and far below what would no longer be written as a whole number. */
const mostTokens = 1e9;

/** What nobody can have meant is nothing, or the most. */
function wholeTokens(tokens: number): number {
  return tokens > 0 ? Math.ceil(Math.min(tokens, mostTokens)) : 0;
}

/** @param id `<waiter>/<granted at>/<start>`, as `grant.lua` writes it */
function readGranted(id: string): Granted {
  const parts = id.split('/');
  return { id, waiter: parts.slice(0, -2).join('/'), start: Number(parts.at(-1)) / 1000 };
}
