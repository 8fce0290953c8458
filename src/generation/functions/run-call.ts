import { abortable } from '../../abortable.ts';
import type { Clock } from '../../clock.ts';
import type { FunctionCall } from '../../model.ts';
import { timedAbort } from '../../timed-abort.ts';
import { argumentsOf } from './arguments.ts';
import type { Offered } from './offered.ts';
import { type CallOutcome, FunctionProblem } from './problem.ts';
import { resultText } from './result-text.ts';

/** What a call gave. */
export interface CallResult {
  /** For the model; bounded, and never to be shown or trusted as it is. */
  readonly content: string;
  readonly outcome: CallOutcome;
}

export interface Ran extends CallResult {
  /** What an unforeseen failure was; for the log, by its code alone. */
  readonly error?: unknown;
}

/** Runs one call; whatever the function does, this gives a text, in time. Throws only the reason of `signal`. */
export async function runCall(
  offered: Offered,
  call: FunctionCall,
  clock: Clock,
  signal: AbortSignal,
): Promise<Ran> {
  signal.throwIfAborted();
  try {
    const given = argumentsOf(call.arguments);
    const wrong = offered.check(given);
    if (wrong !== undefined) throw new FunctionProblem(wrong, 'refused');
    const result = await inTime(work => offered.run(given, work), offered.timeoutMs, clock, signal);
    return { content: resultText(result), outcome: 'ok' };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof FunctionProblem)
      return { content: resultText(error.message), outcome: error.outcome };
    return { content: '这个函数出错了，没有结果。', outcome: 'failed', error };
  }
}

/** Waits for the work as long as it may take; then its signal is aborted, and nobody waits, even if it does not listen. */
async function inTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  ms: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<T> {
  const working = timedAbort(signal, ms, clock);
  try {
    return await abortable(work(working.signal), working.signal);
  } catch (error) {
    if (!working.signal.aborted) throw error;
    throw new FunctionProblem(`这个函数在 ${ms / 1000} 秒内没有结果。`, 'late');
  } finally {
    working.end();
  }
}
