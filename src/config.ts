import type { z } from 'zod';
import { accessSettings } from './config/access.ts';
import { behaviourSettings } from './config/behaviour.ts';
import type { consoleSettings } from './config/console.ts';
import { functionSettings } from './config/functions.ts';
import { modelSettings } from './config/model.ts';
import type { SettingsOf } from './config/read.ts';
import { redisSettings } from './config/redis.ts';
import { serviceSettings } from './config/service.ts';

/** The settings of the house, one shape for each concern; every adapter has its own beside these. */
export const coreShapes = [
  modelSettings,
  functionSettings,
  redisSettings,
  serviceSettings,
  accessSettings,
  behaviourSettings,
] as const satisfies readonly z.ZodObject[];

/** What `readSettings(env, coreShapes)` yields, and the console's token, which its platform brings. */
export type CoreSettings = SettingsOf<(typeof coreShapes)[number]> & z.infer<typeof consoleSettings>;
