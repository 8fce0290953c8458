import type { Redis } from 'ioredis';
import { type Dispatcher, request } from 'undici';
import type { Adapter } from '../adapter.ts';
import type { Clock } from '../clock.ts';
import type { Environment } from '../config/read.ts';
import type { CoreSettings } from '../config.ts';
import { openConnections } from '../generation/exchange/http.ts';
import { openModel } from '../generation/registry.ts';
import { keysFor } from '../keys.ts';
import { silentLog } from '../log.ts';
import { compareClocks } from '../operations/clock-check.ts';
import { type Check, doctor } from '../operations/doctor.ts';
import { examineModel } from '../operations/model-check.ts';
import type { Finding } from '../platform.ts';
import { examineRedis } from '../redis/examine.ts';
import { singleUse } from '../redis/probe.ts';
import { redisForDoctor } from './redis-for-doctor.ts';
import { judgeSettings } from './settings-check.ts';

/** How long the model may take for one word, milliseconds. */
const answerMs = 30_000;
/** and its host for the time of day. */
const hostMs = 5000;

/** `npm run doctor`: looks at the settings, Redis, the clock, the model and every platform that is on. @returns the exit code */
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
  return doctor([judged, house, ...platforms], print);
}

/** Redis and what needs it. */
async function* examineHouse(settings: CoreSettings, path: string, clock: Clock): AsyncGenerator<Finding> {
  const { url, close } = await redisForDoctor(settings.REDIS_URL, path, clock);
  const redis = singleUse(url);
  try {
    await redis.connect();
    yield* await examineRedis(redis);
    yield await examineRedisClock(redis, clock);
    yield* await examineAccount(settings, redis, clock);
  } finally {
    redis.disconnect();
    await close();
  }
}

async function examineRedisClock(redis: Redis, clock: Clock): Promise<Finding> {
  const [seconds, microseconds] = await redis.time();
  return compareClocks('Redis', Number(seconds) * 1000 + Number(microseconds) / 1000, clock.now());
}

async function examineAccount(settings: CoreSettings, redis: Redis, clock: Clock): Promise<Finding[]> {
  const dispatcher = openConnections();
  try {
    const keys = keysFor(settings.REDIS_PREFIX);
    const model = openModel(settings, { redis, keys, dispatcher, clock, log: silentLog });
    const prompt = {
      messages: [{ role: 'user', content: '你好' }],
      parameters: {},
      userHash: 'doctor',
    } as const;
    const host = model.name.startsWith('qianfan') ? settings.QIANFAN_BASE_URL : settings.ERNIE_BASE_URL;
    return [
      await examineModel(model.name, () => model.ask(prompt, AbortSignal.timeout(answerMs))),
      ...(await examineHostClock(host, dispatcher, clock)),
    ];
  } finally {
    await dispatcher.close();
  }
}

/** The `Date` of any answer of the host will do. An unreachable host is told by the model's own line. */
async function examineHostClock(url: string, dispatcher: Dispatcher, clock: Clock): Promise<Finding[]> {
  try {
    const { headers, body } = await request(url, {
      method: 'HEAD',
      dispatcher,
      signal: AbortSignal.timeout(hostMs),
    });
    await body.dump();
    const theirs = Date.parse(String(headers['date']));
    return Number.isNaN(theirs) ? [] : [compareClocks(new URL(url).host, theirs, clock.now())];
  } catch {
    return [];
  }
}
