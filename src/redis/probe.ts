import { Redis } from 'ioredis';

/** What stands at an address. `busy`: a server that is there, but reads its file or hangs. */
export type Probe =
  | { readonly kind: 'ready'; readonly pid: number }
  | { readonly kind: 'busy' }
  | { readonly kind: 'nobody' };

/** Milliseconds that a server may take to answer. */
const patienceMs = 2000;

/** Asks once who answers at `url`. Never rejects. */
export async function probe(url: string): Promise<Probe> {
  const redis = singleUse(url);
  try {
    await redis.connect();
    const pid = /process_id:(\d+)/.exec(await redis.info('server'))?.[1];
    await redis.ping();
    return { kind: 'ready', pid: Number(pid) };
  } catch (error) {
    const busy = error instanceof Error && /^LOADING|^Command timed out/.test(error.message);
    return { kind: busy ? 'busy' : 'nobody' };
  } finally {
    redis.disconnect();
  }
}

/** A connection that stands, and fails instead of trying again. Throws what went wrong, which ioredis only emits. */
export async function openOnce(url: string): Promise<Redis> {
  const redis = singleUse(url);
  let first: Error | undefined;
  redis.on('error', (error: Error) => {
    first ??= error;
  });
  try {
    await redis.connect();
    await redis.ping(); // the password is judged only now
    return redis;
  } catch (error) {
    redis.disconnect();
    throw first ?? error;
  }
}

/** A connection that fails instead of trying again. Call `connect()` first. */
export function singleUse(url: string): Redis {
  const options = {
    lazyConnect: true,
    enableReadyCheck: false,
    connectTimeout: patienceMs,
    commandTimeout: patienceMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  };
  const redis = url.startsWith('unix:')
    ? new Redis({ ...options, path: url.slice('unix:'.length) })
    : new Redis(url, options);
  redis.on('error', () => {}); // told by the rejected call
  return redis;
}
