import { adapters } from '../../adapters/index.ts';
import type { SettingsOf } from '../config/read.ts';
import { coreShapes } from '../config.ts';

/** Every setting there is: of the house, then of each platform. */
export const shapes = [...coreShapes, ...adapters.map(({ settings }) => settings)] as const;

/** What `readSettings(env, shapes)` yields. */
export type Settings = SettingsOf<(typeof shapes)[number]>;
