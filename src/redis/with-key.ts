import type { Redis } from 'ioredis';
import { SettingsError } from '../errors.ts';
import { findNode } from './find-node.ts';
import { openOnce } from './probe.ts';
import type { Target } from './target.ts';

/**
 * Does something with a key that has no part in the others' hash tag: in a Cluster it may be on another node. Throws
 * `SettingsError` where that node is away.
 * @param usual serves where there is one server
 */
export async function withKey<T>(
  key: string,
  target: Target,
  usual: Redis,
  act: (redis: Redis) => Promise<T>,
): Promise<T> {
  if (typeof target === 'string') return act(usual);
  const { node } = await findNode(key, target.nodes).catch((error: Error) => {
    throw new SettingsError([`REDIS_URL: ${error.message}`]);
  });
  const redis = await openOnce(node);
  try {
    return await act(redis);
  } finally {
    redis.disconnect();
  }
}
