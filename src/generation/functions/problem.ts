/** How a call ended, for the log and the metrics; the model reads the content. */
export type CallOutcome =
  /** It gave a result. */
  | 'ok'
  /** It was not run: an unknown name, or arguments that do not fit. */
  | 'refused'
  /** It ran, or tried to, and said why not. */
  | 'failed'
  /** It took too long. */
  | 'late';

/**
 * Why a function gives no result, in words for the model, which is to make the best of it: no secret and no address
 * that carries one. Whatever else a function throws is told to the model as a failure without details.
 */
export class FunctionProblem extends Error {
  override readonly name = 'FunctionProblem';
  readonly outcome: Exclude<CallOutcome, 'ok'>;

  constructor(message: string, outcome: Exclude<CallOutcome, 'ok'> = 'failed') {
    super(message);
    this.outcome = outcome;
  }
}
