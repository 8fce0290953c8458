import { ModelFailure } from '../errors.ts';
import type { Chunk, Model, Prompt } from '../model.ts';
import { accounted } from './accounted.ts';
import { expectedTokens, promptTokens } from './expected-tokens.ts';
import { inLine, type Waiting } from './permits/in-line.ts';
import type { Permits } from './permits/permits.ts';
import type { Line, Slots } from './permits/slots.ts';

/** A model with manners: it waits in line, and tells the place. */
export interface LimitedModel extends Pick<Model, 'name' | 'contextTokens' | 'questionTokens'> {
  /** Places in the line, `begun` when the call begins, then the model's chunks. Throws what the model throws. */
  stream(
    prompt: Prompt,
    line: Line,
    signal: AbortSignal,
  ): AsyncIterable<Chunk | Waiting | { readonly kind: 'begun' }>;
}

/**
 * Any model, within its account's budget.
 * @param slots streams at once in this process, of all its models
 */
export function limited(model: Model, permits: Permits, slots: Slots): LimitedModel {
  const expected = expectedTokens();
  return {
    name: model.name,
    contextTokens: model.contextTokens,
    questionTokens: model.questionTokens,

    async *stream(prompt, line, signal) {
      const release =
        slots.takeFree() ??
        (yield* inLine(
          (left, onPlace) => slots.take(line, left, onPlace),
          signal,
          freed => freed(),
        ));
      try {
        await model.prepare?.(signal);
        const sent = promptTokens(prompt);
        const request = { ...line, tokens: sent + expected.completion() };
        const permit = yield* inLine(
          (left, onPlace) => permits.take(request, left, onPlace),
          signal,
          unused => unused.giveBack(),
        );
        const chunks = model.stream(prompt, signal, permit);
        yield* accounted(chunks, permit, { promptTokens: sent, onUsage: expected.learn });
      } catch (error) {
        if (error instanceof ModelFailure && (error.kind === 'rate' || error.kind === 'minute-rate')) {
          void permits.refused(error.kind, error.retryInMs);
        }
        throw error;
      } finally {
        release();
      }
    },
  };
}
