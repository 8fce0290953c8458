import type { Redis } from 'ioredis';
import type { Clock } from '../clock.ts';
import { SettingsError } from '../errors.ts';
import { Secret } from '../secret.ts';
import { connect } from './connect.ts';
import { isClusterNode } from './is-cluster-node.ts';
import { shownUrl } from './shown-url.ts';
import { type Target, targetFound, targetOf } from './target.ts';

/** A process's connections to Redis, by the patience of those who use them. */
export interface Connections {
  readonly target: Target;
  /** For what a platform waits for: fails within 1.5 s. */
  readonly hasty: Redis;
  /** For turns, which outlast an outage. */
  readonly patient: Redis;
  /** In subscriber mode. */
  readonly subscriber: Redis;
  close(): void;
}

/** How long Redis may take to answer when the process starts, milliseconds. */
const patienceMs = 15_000;

/**
 * Opens connections and waits until they stand. The other nodes of a Cluster are found from one of them. Throws
 * `SettingsError` where nobody answers, or where Redis refuses us or is not what was named.
 * @param url as `REDIS_URL` is written. @param key whose hash tag the keys have
 */
export async function openConnections(
  url: string,
  key: string,
  clock: Clock,
  onError: (error: Error) => void,
): Promise<Connections> {
  const open = async (target: Target) => {
    const connections = connectAll(target, onError);
    try {
      await reach(connections, shownUrl(new Secret(url)), clock);
      return { ...connections, found: targetFound(target, key, await isClusterNode(connections.patient)) };
    } catch (error) {
      connections.close();
      throw error;
    }
  };
  const { found, ...connections } = await open(targetOf(url, key));
  if (found === connections.target) return connections;
  connections.close();
  return open(found);
}

function connectAll(target: Target, onError: (error: Error) => void): Connections {
  const [hasty, patient, subscriber] = [
    connect(target, 'hasty', onError),
    connect(target, 'patient', onError),
    connect(target, 'patient', onError),
  ];
  const close = () => {
    for (const redis of [subscriber, patient, hasty]) redis.disconnect();
  };
  return { target, hasty, patient, subscriber, close };
}

/** Waits a while for Redis, which may be starting beside us: a hasty connection that does not stand yet fails at once. */
async function reach({ target, hasty, patient }: Connections, where: string, clock: Clock): Promise<void> {
  const reached = new AbortController();
  const late = clock.sleep(patienceMs, reached.signal).then(() => {
    throw new SettingsError([
      `REDIS_URL: nobody answers at ${where}; start Redis there or set another address`,
    ]);
  });
  try {
    const refused = typeof target === 'string' ? [] : [refusal(patient)];
    await Promise.race([Promise.all([patient.ping(), standing(hasty)]), late, ...refused]);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ReplyError') throw error;
    throw new SettingsError([
      `REDIS_URL: Redis at ${where} refuses us (${error.message}); check the user and the password in it`,
    ]);
  } finally {
    reached.abort();
    late.catch(() => {});
  }
}

function standing(redis: Redis): Promise<unknown> {
  return redis.status === 'ready' ? Promise.resolve() : new Promise(resolve => redis.once('ready', resolve));
}

/** Whoever looks for the node of a key goes on looking when it is refused, and only tells. */
function refusal(redis: Redis): Promise<never> {
  return new Promise((_, reject) => {
    redis.on('error', (error: Error) => {
      if (error.name === 'ReplyError') reject(error);
    });
  });
}
