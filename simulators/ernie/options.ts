import type { Watch } from '../watch.ts';
import type { Call } from './calls.ts';

/** The keys that are taken when no others are given. */
export const simulatedKeys = {
  apiKey: 'simulated-api-key',
  secretKey: 'simulated-secret-key',
  qianfanKey: 'bce-v3/ALTAK-simulated/simulated-secret',
} as const;

/** How the simulator behaves; everything has a default. */
export interface ErnieOptions {
  /** 0, the default: a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Calls that may begin in any second, for each of the two APIs; no limit by default. */
  readonly qps?: number;
  /** Calls that may begin in any minute, for each of the two APIs; no limit by default. */
  readonly rpm?: number;
  /** Tokens of prompts and answers in any minute, for each of the two APIs; no limit by default. */
  readonly tpm?: number;
  /** The models that V2 serves. */
  readonly models?: readonly string[];
  /** The models that V2 has taken off. */
  readonly offlineModels?: readonly string[];
  /** The models that V2 serves and that think before each answer. */
  readonly reasoningModels?: readonly string[];
  /** Pause before each chunk, milliseconds; 120 by default. */
  readonly chunkMs?: number;
  readonly apiKey?: string;
  readonly secretKey?: string;
  readonly qianfanKey?: string;
  /** Life of an access token, seconds; 30 days by default. */
  readonly tokenLifeS?: number;
  /** Told of each chat call when it is over. */
  readonly onCall?: (call: Call) => void;
  /** Decides about each call as it arrives, which counts it, and when all of its answer was written but the end. */
  readonly watch?: Watch | undefined;
}
