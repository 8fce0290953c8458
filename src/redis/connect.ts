import { Redis } from 'ioredis';
import { connectorTo } from './connector.ts';
import { isElsewhere } from './elsewhere.ts';
import type { Target } from './target.ts';

/** How a connection behaves while Redis is away. */
export type Patience =
  /** Fails within 1.5 s, so that the platform delivers again. */
  | 'hasty'
  /** Waits for Redis to come back: workers, subscribers. */
  | 'patient';

/** Milliseconds after which a silent Redis is a failure for `hasty` connections: the contract's 1.5 s. */
const hastyTimeoutMs = 1500;
/** Before a server that sent us elsewhere is connected to again, milliseconds: it may say so for a while. */
const elsewherePauseMs = 500;
/** TCP asks a connection that says nothing whether anybody is there after this long, milliseconds. */
const keepAliveMs = 10_000;

/**
 * Opens a connection. ioredis's automatic pipelines are not used: beside BullMQ's fifty scripts, making one costs more
 * than it saves (a third of all turns per second, measured). Errors are given to `onError`; ioredis keeps reconnecting by
 * itself, also when a server sends us elsewhere: the command that heard so is sent again.
 * @param target an address is `redis://`, `rediss://` or `unix:/path/to/socket`
 */
export function connect(target: Target, patience: Patience, onError: (error: Error) => void): Redis {
  let sentElsewhere = false;
  const options = {
    ...(typeof target === 'string' ? {} : { Connector: connectorTo(target) }),
    keepAlive: keepAliveMs,
    reconnectOnError(error: Error) {
      if (!isElsewhere(error)) return false;
      sentElsewhere = true;
      return 2 as const;
    },
    retryStrategy(attempt: number) {
      const pauseMs = sentElsewhere ? elsewherePauseMs : 0;
      sentElsewhere = false;
      return Math.max(pauseMs, Math.min(50 * 2 ** Math.min(attempt, 6), 1000));
    },
    ...(patience === 'hasty'
      ? { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: hastyTimeoutMs }
      : { maxRetriesPerRequest: null }),
  };
  const url = typeof target === 'string' ? target : target.nodes[0];
  const redis = url.startsWith('unix:')
    ? new Redis({ ...options, path: url.slice('unix:'.length) })
    : new Redis(url, options);
  redis.on('error', onError);
  return redis;
}
