import type { Redis } from 'ioredis';

/** Looked at in one step of a scan. */
const atOnce = 1000;

/** The key of this name, and all that go on behind it with a colon, some at a time. Walks the whole database. */
export async function* keysUnder(redis: Redis, name: string): AsyncGenerator<string[]> {
  const pattern = `${name.replace(/[*[\]?\\]/g, '\\$&')}*`;
  for await (const found of redis.scanStream({ match: pattern, count: atOnce })) {
    yield (found as string[]).filter(key => key === name || key.startsWith(`${name}:`));
  }
}
