import { Redis } from 'ioredis';

/** How a connection behaves while Redis is away. */
export type Patience =
  /** Fails within 1.5 s, so that the platform delivers again. */
  | 'hasty'
  /** Waits for Redis to come back: workers, subscribers. */
  | 'patient';

/** Milliseconds after which a silent Redis is a failure for `hasty` connections: the contract's 1.5 s. */
const hastyTimeoutMs = 1500;

/**
 * Opens a connection. ioredis's automatic pipelines are not used: beside BullMQ's fifty scripts, making one costs more
 * than it saves (a third of all turns per second, measured). Errors are given to `onError`; ioredis keeps reconnecting by itself.
 * @param url `redis://`, `rediss://` or `unix:/path/to/socket`
 */
export function connect(url: string, patience: Patience, onError: (error: Error) => void): Redis {
  const target = url.startsWith('unix:') ? { path: url.slice('unix:'.length) } : {};
  const options = {
    ...target,
    retryStrategy: (attempt: number) => Math.min(50 * 2 ** Math.min(attempt, 6), 1000),
    ...(patience === 'hasty'
      ? { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: hastyTimeoutMs }
      : { maxRetriesPerRequest: null }),
  };
  const redis = url.startsWith('unix:') ? new Redis(options) : new Redis(url, options);
  redis.on('error', onError);
  return redis;
}
