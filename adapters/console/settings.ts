import type { z } from 'zod';
import { consoleSettings } from '../../src/config/console.ts';

/** What turns the console on turns on its platform. */
export const settings = consoleSettings;

/** The settings as they were read. */
export type ConsoleSettings = z.infer<typeof settings>;
