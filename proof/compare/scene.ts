import type { Figure } from './figure.ts';
import type { Entry } from './stage.ts';

/** Plays something with one bot, and tells what was seen; which figures, and their order, is the same for both. */
export type Scene = (entry: Entry) => Promise<Figure[]>;
