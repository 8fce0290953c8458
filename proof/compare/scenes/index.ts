import type { Scene } from '../scene.ts';
import { burst } from './burst.ts';
import { killed } from './killed.ts';
import { latency } from './latency.ts';
import { limit } from './limit.ts';
import { long } from './long.ts';
import { redelivered } from './redelivered.ts';
import { streamsAtOnce } from './streams.ts';
import { throughput, throughputWithLimits } from './throughput.ts';

/** What both bots play, in this order. */
export const scenes: Readonly<Record<string, Scene>> = {
  latency,
  throughput,
  'throughput-limits': throughputWithLimits,
  streams: streamsAtOnce,
  killed,
  burst,
  long,
  limit,
  redelivered,
};
