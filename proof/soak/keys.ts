import type { Redis } from 'ioredis';

/** All keys of a Redis at one moment. */
export interface Keys {
  /** How many of each kind. */
  readonly byKind: Readonly<Record<string, number>>;
  /** How many of all have no end. */
  readonly endless: number;
}

const atOnce = 1000;

/** Counts every key, by the word that names its kind. */
export async function countKeys(redis: Redis): Promise<Keys> {
  const byKind: Record<string, number> = {};
  let endless = 0;
  for await (const keys of redis.scanStream({ count: atOnce }) as AsyncIterable<string[]>) {
    const lives = redis.pipeline();
    for (const key of keys) lives.pttl(key);
    const results = (await lives.exec()) ?? [];
    for (const [index, key] of keys.entries()) {
      const kind = kindOf(key);
      byKind[kind] = (byKind[kind] ?? 0) + 1;
      if (results[index]?.[1] === -1) endless += 1;
    }
  }
  return { byKind, endless };
}

/** `yanqiao:{yanqiao-v1}:seen:…` → `seen` */
export const kindOf = (key: string): string => /^[^:]+:(?:\{[^}]+\}:)?([^:]+)/.exec(key)?.[1] ?? key;
