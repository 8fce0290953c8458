import { readFile } from 'node:fs/promises';
import type { Redis } from 'ioredis';

/** What the bot takes at one moment. */
export interface Sample {
  /** Minutes from the beginning. */
  readonly minute: number;
  readonly asked: number;
  readonly open: number;
  /** Resident memory of each process, MB, by its name. */
  readonly memoryMB: Readonly<Record<string, number>>;
  readonly redisMB: number;
  /** Keys by their kind, and how many of all have no end. */
  readonly keys: Readonly<Record<string, number>>;
  readonly endless: number;
}

/** Resident memory of a process, MB. Linux only: from `/proc`. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

export async function redisMemory(redis: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]) / 2 ** 20;
}

/** Every key, by the word that names its kind. */
export async function keysByKind(redis: Redis): Promise<Pick<Sample, 'keys' | 'endless'>> {
  const keys: Record<string, number> = {};
  let endless = 0;
  for await (const batch of redis.scanStream({ count: 1000 }) as AsyncIterable<string[]>) {
    const lives = redis.pipeline();
    for (const key of batch) lives.pttl(key);
    const results = (await lives.exec()) ?? [];
    for (const [index, key] of batch.entries()) {
      const kind = kindOf(key);
      keys[kind] = (keys[kind] ?? 0) + 1;
      if (results[index]?.[1] === -1) endless += 1;
    }
  }
  return { keys, endless };
}

/** `yanqiao:{yanqiao-v1}:seen:…` → `seen` */
const kindOf = (key: string): string => /^[^:]+:(?:\{[^}]+\}:)?([^:]+)/.exec(key)?.[1] ?? key;
