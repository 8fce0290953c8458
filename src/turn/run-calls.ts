import { abortable } from '../abortable.ts';
import type { Clock } from '../clock.ts';
import type { Functions } from '../generation/functions/registry.ts';
import type { Log } from '../log.ts';
import type { FunctionCall, PromptMessage } from '../model.ts';
import { timedAbort } from '../timed-abort.ts';
import type { Wording } from '../wording/index.ts';

/** No answer needs more at once; a model that asks for a hundred is confused. */
const callsAtOnce = 8;

export interface CallWorld {
  readonly functions: Pick<Functions, 'run'>;
  /** Ends them at once: a stop, another owner of the turn, the end of this process. */
  readonly signal: AbortSignal;
  /** What is left of the turn's time, ms. */
  readonly leftMs: number;
  readonly wording: Pick<Wording, 'noResult'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Runs what the model wants called, side by side. Each call gives a message, whatever becomes of it: what went wrong is
 * told to the model and not to the person. Throws the signal's reason, and does not wait for a function that goes on.
 */
export async function runCalls(
  calls: readonly FunctionCall[],
  { functions, signal, leftMs, wording, clock, log }: CallWorld,
): Promise<PromptMessage[]> {
  const work = timedAbort(signal, leftMs, clock);
  const failed = (call: FunctionCall, outcome: 'failed' | 'late', why: string) => {
    log('function.failed', { function: call.name, outcome, why });
    return wording.noResult[outcome];
  };
  const run = async (call: FunctionCall, index: number): Promise<PromptMessage> => {
    const told = (content: string): PromptMessage => ({ role: 'function', call, content });
    if (index >= callsAtOnce) return told(wording.noResult['too-many']);
    try {
      const { content } = await abortable(functions.run(call, work.signal), work.signal);
      return told(content);
    } catch (error) {
      signal.throwIfAborted();
      if (work.signal.aborted) return told(failed(call, 'late', 'the turn has no time left'));
      return told(failed(call, 'failed', error instanceof Error ? error.name : typeof error));
    }
  };
  try {
    return await Promise.all(calls.map(run));
  } finally {
    work.end();
  }
}
