import type { Redis } from 'ioredis';

/** Every key under a prefix with all that it holds, as text. */
export async function scanAll(redis: Redis, prefix: string): Promise<ReadonlyMap<string, string>> {
  const keys = (await redis.keys(`${prefix}:*`)).sort();
  const held = await Promise.all(keys.map(async key => [key, await textOf(redis, key)] as const));
  return new Map(held);
}

/** The keys that hold one of these words, in their name or in what they hold. */
export async function keysThatHold(redis: Redis, prefix: string, ...words: string[]): Promise<string[]> {
  const all = await scanAll(redis, prefix);
  return [...all]
    .filter(([key, text]) => words.some(word => `${key} ${text}`.includes(word)))
    .map(([key]) => key);
}

async function textOf(redis: Redis, key: string): Promise<string> {
  switch (await redis.type(key)) {
    case 'string':
      return (await redis.get(key)) ?? '';
    case 'hash':
      return JSON.stringify(await redis.hgetall(key));
    case 'list':
      return JSON.stringify(await redis.lrange(key, 0, -1));
    case 'set':
      return JSON.stringify(await redis.smembers(key));
    case 'zset':
      return JSON.stringify(await redis.zrange(key, 0, -1, 'WITHSCORES'));
    case 'stream':
      return JSON.stringify(await redis.xrange(key, '-', '+'));
    default:
      return '';
  }
}
