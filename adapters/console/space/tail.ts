import type { Redis } from 'ioredis';
import type { World } from '../../../src/adapter.ts';
import { over } from '../../../src/linked-abort.ts';
import type { SpaceKeys } from './keys.ts';

/** How long Redis holds the question for news, milliseconds. */
const holdMs = 5000;
/** After a failure, milliseconds. */
const pauseMs = 500;

/** Tells those who watch that something has changed, in whichever process: one connection for all of them. */
export interface Tail {
  /**
   * Resolves when something changes, or when it is time to look all the same; also when `signal` aborts. Who waits from
   * before their last look misses nothing. @param seen the change that they saw last
   */
  next(seen: string, signal: AbortSignal): Promise<void>;
  isClosed(): boolean;
  close(): void;
}

/** Asks Redis only while somebody waits. */
export function openTail({ redis, clock }: Pick<World, 'redis' | 'clock'>, keys: SpaceKeys): Tail {
  const waiting = new Set<() => void>();
  const ended = new AbortController();
  let connection: Redis | undefined;
  let isAsking = false;

  const wakeAll = () => {
    for (const wake of waiting) wake();
    waiting.clear();
  };

  /** A connection of its own, which may be held for as long as it takes. */
  function connect(): Redis {
    const own = redis.duplicate({
      enableOfflineQueue: true,
      maxRetriesPerRequest: null,
      commandTimeout: holdMs * 2,
    });
    own.on('error', () => {});
    return own;
  }

  /** @returns the last of what came after `seen`, as soon as there is something */
  async function ask(seen: string): Promise<string> {
    connection ??= connect();
    const news = await connection.xread('COUNT', 1000, 'BLOCK', holdMs, 'STREAMS', keys.changes, seen);
    return news?.[0]?.[1].at(-1)?.[0] ?? seen;
  }

  async function askFrom(first: string): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    for (let seen = first; waiting.size > 0 && !ended.signal.aborted; ) {
      try {
        seen = await ask(seen);
      } catch {
        await clock.sleep(pauseMs, ended.signal).catch(() => {});
      }
      wakeAll();
    }
    isAsking = false;
  }

  return {
    next: (seen, signal) =>
      new Promise(resolve => {
        if (signal.aborted || ended.signal.aborted) return resolve();
        const wake = () => {
          signal.removeEventListener('abort', wake);
          waiting.delete(wake);
          resolve();
        };
        signal.addEventListener('abort', wake, { once: true });
        waiting.add(wake);
        void askFrom(seen);
      }),
    isClosed: () => ended.signal.aborted,
    close() {
      ended.abort(over);
      wakeAll();
      connection?.disconnect();
    },
  };
}
