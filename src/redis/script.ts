import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';

/** One atomic step in Redis. Its file is named for the step; the header of the file lists keys and arguments. */
export type Script = (
  redis: Redis,
  keys: readonly string[],
  args: readonly (string | number)[],
) => Promise<unknown>;

/**
 * A Lua script, read when it is first used.
 * @param file `new URL('./accept.lua', import.meta.url)`
 */
export function script(file: URL): Script {
  let loaded: { source: string; digest: string } | undefined;
  const load = () => {
    const source = readFileSync(file, 'utf8');
    loaded = { source, digest: createHash('sha1').update(source).digest('hex') };
    return loaded;
  };
  return async (redis, keys, args) => {
    const { source, digest } = loaded ?? load();
    try {
      return await redis.evalsha(digest, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return redis.eval(source, keys.length, ...keys, ...args);
    }
  };
}
