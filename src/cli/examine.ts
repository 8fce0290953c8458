import type { Redis } from 'ioredis';
import type { Adapter } from '../adapter.ts';
import type { Clock } from '../clock.ts';
import type { Environment } from '../config/read.ts';
import type { CoreSettings } from '../config.ts';
import { keysFor } from '../keys.ts';
import { compareClocks } from '../operations/clock-check.ts';
import { type Check, doctor } from '../operations/doctor.ts';
import type { Finding } from '../platform.ts';
import { examineRedis } from '../redis/examine.ts';
import { examineCluster } from '../redis/examine-cluster.ts';
import { findNode } from '../redis/find-node.ts';
import { isClusterNode } from '../redis/is-cluster-node.ts';
import { openOnce } from '../redis/probe.ts';
import { targetFound, targetOf } from '../redis/target.ts';
import { examineFiles } from './examine-files.ts';
import { examineModels } from './examine-models.ts';
import { redisForDoctor } from './redis-for-doctor.ts';
import { judgeSettings } from './settings-check.ts';

/**
 * `npm run doctor`: looks at the settings, Redis, the clock, the models, every platform that is on, and last at what may
 * take its time: the functions. @returns the exit code
 */
export function examine(
  env: Environment,
  adapters: readonly Adapter[],
  clock: Clock,
  print: (line: string) => void,
): Promise<0 | 1> {
  const { settings, findings } = judgeSettings(env, adapters);
  const judged: Check = { about: 'Settings', look: () => findings };
  if (!settings) return doctor([judged], print);
  const platforms = adapters
    .filter(adapter => adapter.configured(settings))
    .map((adapter): Check => ({ about: adapter.name, look: () => adapter.examine(settings) }));
  const house: Check = {
    about: settings.REDIS_URL ? 'REDIS_URL' : 'The private Redis',
    look: () => examineHouse(settings, env['PATH'] ?? '', clock),
  };
  const files: Check = { about: 'Functions', look: () => examineFiles(settings, env, clock) };
  return doctor([judged, house, ...platforms, files], print);
}

/** Redis and what needs it. */
async function* examineHouse(settings: CoreSettings, path: string, clock: Clock): AsyncGenerator<Finding> {
  const { url, close } = await redisForDoctor(settings.REDIS_URL, path, clock);
  let redis: Redis | undefined;
  try {
    const { node, findings } = await locate(url, keysFor(settings.REDIS_PREFIX).base);
    yield* findings;
    redis = await openOnce(node);
    yield* await examineRedis(redis);
    yield await examineRedisClock(redis, clock);
    yield* await examineModels(settings, redis, clock);
  } finally {
    redis?.disconnect();
    await close();
  }
}

/** The server to look at: of a Cluster, the node that has our keys. */
async function locate(
  url: string,
  key: string,
): Promise<{ readonly node: string; readonly findings: readonly Finding[] }> {
  const target = targetOf(url, key);
  const redis = await openOnce(
    typeof target === 'string' ? target : (await findNode(key, target.nodes)).node,
  );
  const isCluster = await isClusterNode(redis).finally(() => redis.disconnect());
  const found = targetFound(target, key, isCluster);
  return typeof found === 'string' ? { node: found, findings: [] } : examineCluster(found.nodes, key);
}

async function examineRedisClock(redis: Redis, clock: Clock): Promise<Finding> {
  const [seconds, microseconds] = await redis.time();
  return compareClocks('Redis', Number(seconds) * 1000 + Number(microseconds) / 1000, clock.now());
}
