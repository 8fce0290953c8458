import type { Redis } from 'ioredis';
import type { Finding } from '../platform.ts';

/** The oldest Redis that BullMQ and our scripts run on. */
const oldest = [6, 2] as const;

/** Whether this Redis can keep what we promise. Changes nothing. Rejects when Redis cannot be reached. */
export async function examineRedis(redis: Redis): Promise<readonly Finding[]> {
  const version = /redis_version:(\S+)/.exec(await redis.info('server'))?.[1] ?? '';
  const policy = await configured(redis, 'maxmemory-policy');
  const appendOnly = await configured(redis, 'appendonly');
  return [judgeVersion(version), judgePolicy(policy), judgeAppendOnly(appendOnly)];
}

export function judgeVersion(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
    ? { level: 'good', what: `Redis ${version} answers` }
    : { level: 'bad', what: `Redis is ${version}`, remedy: `use ${oldest.join('.')} or newer` };
}

/** @param policy undefined where it may not be asked for */
export function judgePolicy(policy: string | undefined): Finding {
  if (policy === 'noeviction') return { level: 'good', what: 'Redis never evicts a key (noeviction)' };
  if (policy === undefined)
    return {
      level: 'note',
      what: 'Redis does not tell its maxmemory-policy',
      remedy: 'make sure that it is noeviction, in the console of whoever runs it',
    };
  return {
    level: 'bad',
    what: `Redis may throw messages away: its maxmemory-policy is ${policy}`,
    remedy: 'set maxmemory-policy to noeviction',
  };
}

/** @param appendOnly undefined where it may not be asked for */
export function judgeAppendOnly(appendOnly: string | undefined): Finding {
  if (appendOnly === 'yes')
    return { level: 'good', what: 'Redis keeps its data over a restart (appendonly)' };
  if (appendOnly === undefined)
    return {
      level: 'note',
      what: 'Redis does not tell whether it keeps its data over a restart',
      remedy: 'make sure that its append-only file, or what replaces it there, is on',
    };
  return {
    level: 'note',
    what: 'Redis forgets waiting messages when it restarts: its append-only file is off',
    remedy: 'set appendonly to yes and appendfsync to everysec',
  };
}

/** One value of the server's configuration; undefined where CONFIG is forbidden, as on many managed services. */
async function configured(redis: Redis, name: string): Promise<string | undefined> {
  try {
    const [, value] = (await redis.config('GET', name)) as [string?, string?];
    return value;
  } catch (error) {
    if (error instanceof Error && /unknown command|NOPERM|not allowed|disabled/i.test(error.message))
      return undefined;
    throw error;
  }
}
