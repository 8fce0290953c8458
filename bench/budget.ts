import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backlog } from './backlog.ts';
import { mostWithin } from './most-within.ts';

/** A line of a benchmark's result. */
export interface Row {
  readonly what: string;
  readonly value: string;
  readonly aim?: string;
}

const sizes = {
  small: { rates: [5, 50], seconds: 6 },
  full: { rates: [5, 50, 300], seconds: 20 },
} as const;

/** What the shared budget lets through: the most in any second, and the share of the quota that backlog uses. */
export async function budget(size: 'small' | 'full'): Promise<Row[]> {
  const { rates, seconds } = sizes[size];
  const directory = await mkdtemp(join(tmpdir(), 'yanqiao-bench-'));
  const socket = join(directory, 'redis.sock');
  const settings = ['--port', '0', '--unixsocket', socket, '--dir', directory, '--save', ''];
  const redis = spawn('redis-server', settings, { stdio: 'ignore' });
  const rows: Row[] = [];
  try {
    for (const qps of rates) {
      for (const processes of [1, 2, 4]) {
        const starts = await backlog({ redisUrl: `unix:${socket}`, qps, processes, seconds });
        rows.push({
          what: `${qps} calls/s, ${processes} process(es): most in 1 s, share used`,
          value: `${mostWithin(starts, 1_000_000)}, ${(shareUsed(starts, qps) * 100).toFixed(1)} %`,
          aim: `${qps}, 98 %`,
        });
      }
    }
  } finally {
    redis.kill();
    await rm(directory, { recursive: true, force: true });
  }
  return rows;
}

/** How fast the quotas that were used up whole followed each other, as a share of one a second. */
function shareUsed(starts: readonly number[], qps: number): number {
  const whole = Math.floor((starts.length - 1) / qps);
  const passed = (starts[whole * qps] ?? 0) - (starts[0] ?? 0);
  return (whole * 1_000_000) / passed;
}
