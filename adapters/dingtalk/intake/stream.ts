import { abortable } from '../../../src/abortable.ts';
import type { Clock } from '../../../src/clock.ts';
import { PlatformFailure } from '../../../src/errors.ts';
import { backoffMs } from './backoff.ts';
import type { Connection } from './connection.ts';

/** A connection that lived this long, milliseconds, was a good one: what failed before it is forgotten. */
const settledMs = 30_000;

export interface StreamParts {
  /** One attempt. */
  readonly connect: (signal: AbortSignal) => Promise<Connection>;
  readonly clock: Clock;
  /** There is a connection. */
  readonly onConnected: () => void;
  /** It has ended by itself; the next is being opened. */
  readonly onLost: () => void;
  /** An attempt failed. */
  readonly onFailed: (error: unknown, retryInMs: number) => void;
}

/**
 * Keeps one connection to DingTalk until `stopping`. One loop, so that no two attempts are ever under way:
 *
 *     opening ──▶ connected ──lost──▶ waiting ──▶ opening
 *        │            └──farewell──▶ opening; the old one is closed when the new one carries
 *        └──failed──▶ waiting ──▶ opening
 *
 * Waiting grows from failure to failure, and from each connection that lives too short. Rejects when DingTalk refuses
 * the app at the first attempt: who starts the bot is told; later nobody would be, and somebody may mend it.
 */
export async function streamUntil(stopping: AbortSignal, parts: StreamParts): Promise<void> {
  const { connect, clock, onConnected, onLost, onFailed } = parts;
  const open = new Set<Connection>();
  let failures = 0;
  const nextPauseMs = () => backoffMs(failures++, clock.random());
  const close = (connection: Connection) => connection.close().finally(() => open.delete(connection));

  /** Resolves when the connection must be followed by another, with how long to wait before. */
  async function follow(connection: Connection): Promise<number> {
    const since = clock.now();
    const why = await abortable(connection.end, stopping);
    const wasGood = clock.now() - since >= settledMs;
    if (wasGood) failures = 0;
    // It stays open, for what is under way over it.
    if (why === 'farewell') return wasGood ? 0 : nextPauseMs();
    open.delete(connection);
    onLost();
    return nextPauseMs();
  }

  async function connected(isFirst: boolean): Promise<number> {
    let connection: Connection;
    try {
      connection = await connect(stopping);
    } catch (error) {
      stopping.throwIfAborted();
      const { kind, retryInMs: wantedMs = 0 } = error instanceof PlatformFailure ? error : {};
      if (isFirst && kind === 'credentials') throw error;
      const retryInMs = Math.max(nextPauseMs(), wantedMs);
      onFailed(error, retryInMs);
      return retryInMs;
    }
    const old = [...open];
    open.add(connection);
    onConnected();
    for (const one of old) void close(one);
    return follow(connection);
  }

  try {
    for (let isFirst = true; ; isFirst = false) await clock.sleep(await connected(isFirst), stopping);
  } catch (error) {
    if (!stopping.aborted) throw error;
  } finally {
    await Promise.all([...open].map(close));
  }
}
