import { systemClock } from '../src/clock.ts';
import { Undo } from '../src/main/undo.ts';
import type { Benchmark, Size } from './benchmark.ts';
import type { Row } from './row.ts';
import { startPrivateRedis } from './support/private-redis.ts';

/** The longest that one run of one benchmark takes, milliseconds: what hangs is ended. */
const longestMs = { small: 120_000, full: 480_000 } as const satisfies Record<Size, number>;

/**
 * Runs a benchmark once, and ends whatever it started. Rejects when it fails, takes too long, or is interrupted.
 * @param program the path of a Redis server
 */
export async function runOnce(
  benchmark: Benchmark,
  size: Size,
  program: string,
  interrupted: AbortSignal,
): Promise<Row[]> {
  const undo = new Undo();
  const openRedis = () => startPrivateRedis(program, undo);
  const ended = new AbortController();
  const signal = AbortSignal.any([interrupted, ended.signal]);
  const tooLong = systemClock.sleep(longestMs[size], signal).then(() => {
    throw new Error(`It did not end within ${longestMs[size] / 1000} s.`);
  });
  try {
    return await Promise.race([benchmark({ size, openRedis, undo }), tooLong]);
  } finally {
    ended.abort();
    await tooLong.catch(() => {});
    await undo.run(error => console.error(error));
  }
}
