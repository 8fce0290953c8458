import type { Redis } from 'ioredis';

/** Whether this server is a part of a Cluster. */
export async function isClusterNode(redis: Redis): Promise<boolean> {
  return /cluster_enabled:1/.test(await redis.info('cluster'));
}
