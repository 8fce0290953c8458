import type { Redis } from 'ioredis';

/** Tells of each connection that was lost and stands again. @returns ends it */
export function onReconnect(redis: Redis, told: () => void): () => void {
  const closed = () => {
    redis.off('ready', told);
    redis.once('ready', told);
  };
  redis.on('close', closed);
  return () => {
    redis.off('close', closed);
    redis.off('ready', told);
  };
}
