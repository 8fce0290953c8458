import { telegram } from './telegram/index.ts';

/** The platforms, one line each. */
export const adapters = [telegram] as const;
