import type { Clock } from '../clock.ts';
import { ModelFailure } from '../errors.ts';
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
  async function* stream(...[prompt, signal]: Parameters<Model['stream']>): AsyncGenerator<Chunk> {
    const cut = new AbortController();
    const answer = model.stream(prompt, AbortSignal.any([signal, cut.signal]))[Symbol.asyncIterator]();
    const overAt = clock.now() + limits.totalMs;
    let patienceMs = limits.firstByteMs;
    let complete = false;
    try {
      for (;;) {
        const leftMs = overAt - clock.now();
        const what =
          leftMs < patienceMs ? `no end within ${limits.totalMs} ms` : `nothing for ${patienceMs} ms`;
        const late = new ModelFailure('silent', `The model was cut off: ${what}.`);
        const next = await inTime(answer.next(), Math.min(patienceMs, leftMs), late, signal);
        if (next.done) break;
        patienceMs = limits.idleMs;
        complete = next.value.kind === 'end';
        if (next.value.kind !== 'text' || next.value.text !== '') yield next.value;
      }
      complete = true;
    } finally {
      if (!complete) cut.abort();
      // Not awaited: a model that hangs would keep us here.
      answer.return?.().catch(() => {});
    }
  }

  async function inTime<T>(work: Promise<T>, ms: number, late: Error, signal: AbortSignal): Promise<T> {
    const done = new AbortController();
    const alarm = clock.sleep(ms, AbortSignal.any([signal, done.signal])).then(() => Promise.reject(late));
    try {
      return await Promise.race([work, alarm]);
    } finally {
      done.abort();
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
