import type { FunctionSpec } from '../../model.ts';
import type { BuiltInName } from '../../wording/index.ts';

/** The arguments of a call, after they were checked. */
export type Arguments = Readonly<Record<string, unknown>>;

/** A function as the registry has it, wherever it comes from. */
export interface Offered {
  readonly spec: FunctionSpec;
  /** Which of ours it is: its words are in every language. */
  readonly builtIn?: BuiltInName;
  /** What the person reads while it runs; absent: a general word. */
  readonly label?: string | undefined;
  /** What is wrong with the arguments, in words for the model; `undefined`: nothing. May fill in defaults. */
  readonly check: (given: Record<string, unknown>) => string | undefined;
  /** How long a call may take. */
  readonly timeoutMs: number;
  /**
   * Gives a text, or something that is told as JSON. Throws `FunctionProblem` for what the model should know; `signal`
   * is aborted when the time is over or the turn is.
   */
  run(given: Arguments, signal: AbortSignal): Promise<unknown>;
}

/**
 * The model chooses worse among more, and each costs some hundred tokens with every question, where ERNIE-Bot-4 has 3000
 * for everything.
 */
export const mostOffered = 16;
