import type { Redis } from 'ioredis';
import { residentMB } from '../../bench/support/resident-mb.ts';
import type { Crew } from '../town/crew.ts';
import { countKeys, type Keys } from './keys.ts';

/** What the bot takes at one moment. */
export interface Sample {
  /** Resident memory of each process, MB, by its name. */
  readonly memoryMB: Readonly<Record<string, number>>;
  readonly redisMB: number;
  readonly keys: Keys;
}

/** Looks at the bot's processes and at its Redis. */
export async function takeSample({ pids }: Crew, redis: Redis): Promise<Sample> {
  const memory = pids().map(async ([name, pid]) => [name, await residentMB(pid)] as const);
  return {
    memoryMB: Object.fromEntries(await Promise.all(memory)),
    redisMB: Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]) / 2 ** 20,
    keys: await countKeys(redis),
  };
}
