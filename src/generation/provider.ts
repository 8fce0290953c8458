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
