import type { Clock } from '../clock.ts';
import { ModelFailure } from '../errors.ts';
import { linkedAbort } from '../linked-abort.ts';
import type { Chunk, Model } from '../model.ts';

/** Milliseconds of silence that are a failure. */
export interface TimeLimits {
  /** Until the first chunk. */
  readonly firstByteMs: number;
  /** Between two chunks; the reader's own pauses do not count. */
  readonly idleMs: number;
  /** For the whole answer. */
  readonly totalMs: number;
}

/**
 * The same model, whose silence is a `ModelFailure` of kind `silent`: the call is cut, even if the model does not listen.
 * Empty texts are signs of life and go no further.
 */
export function timed(model: Model, limits: TimeLimits, clock: Clock): Model {
  async function* stream(...[prompt, signal, wayOut]: Parameters<Model['stream']>): AsyncGenerator<Chunk> {
    const call = linkedAbort(signal);
    const answer = model.stream(prompt, call.signal, wayOut)[Symbol.asyncIterator]();
    const overAt = clock.now() + limits.totalMs;
    let patienceMs = limits.firstByteMs;
    let complete = false;
    try {
      for (;;) {
        const leftMs = overAt - clock.now();
        const next = await inTime(answer.next(), Math.min(patienceMs, leftMs), signal);
        if (next === 'late') {
          const what =
            leftMs < patienceMs ? `no end within ${limits.totalMs} ms` : `nothing for ${patienceMs} ms`;
          throw new ModelFailure('silent', `The model was cut off: ${what}.`);
        }
        if (next.done) break;
        patienceMs = limits.idleMs;
        complete = next.value.kind === 'end';
        if (next.value.kind !== 'text' || next.value.text !== '') yield next.value;
      }
      complete = true;
    } finally {
      if (!complete) call.end();
      // Not awaited: a model that hangs would keep us here.
      answer.return?.().catch(() => {});
    }
  }

  /** Comes for every chunk, so that it is kept cheap. */
  async function inTime<T>(work: Promise<T>, ms: number, signal: AbortSignal): Promise<T | 'late'> {
    const waiting = linkedAbort(signal);
    try {
      return await Promise.race([work, clock.sleep(ms, waiting.signal).then(() => 'late' as const)]);
    } finally {
      waiting.end();
    }
  }

  return {
    name: model.name,
    contextTokens: model.contextTokens,
    questionTokens: model.questionTokens,
    ...(model.prepare ? { prepare: model.prepare } : {}),
    stream,
  };
}
