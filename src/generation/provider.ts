import type { Chunk, FunctionCall, Model, Prompt } from '../model.ts';

/** An answer in one piece. */
export interface Answer {
  readonly text: string;
  /** What the model thought before; `''` where it tells nothing. */
  readonly thinking: string;
  /** What it wants called before it goes on. */
  readonly calls: readonly FunctionCall[];
  readonly end: Extract<Chunk, { kind: 'end' }>;
}

/** A model with a client of its own. It tries once; patience, limits and retries are wrapped around it. */
export interface Provider extends Model {
  /** The answer in one piece, without a stream. Throws `ModelFailure`. */
  ask(prompt: Prompt, signal: AbortSignal): Promise<Answer>;
}

/** What a vendor says of the account's limits beside an answer or a refusal; what it does not say is absent. */
export interface VendorLimits {
  readonly requestsPerMinute?: number;
  /** Of prompts and answers together. */
  readonly tokensPerMinute?: number;
  /** What is left of this minute. */
  readonly requestsLeft?: number;
  readonly tokensLeft?: number;
}

/** Told of each answer that speaks of limits, as soon as its headers are here. It may not throw. */
export type OnLimits = (limits: VendorLimits) => void;
