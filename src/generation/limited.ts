import { ModelFailure } from '../errors.ts';
import type { Chunk, Model, Prompt } from '../model.ts';
import { estimateTokens } from '../tokens.ts';
import { inLine, type Waiting } from './permits/in-line.ts';
import type { Permits } from './permits/permits.ts';
import { type Line, openSlots } from './permits/slots.ts';

/** A model with manners: it waits in line, and tells the place. */
export interface LimitedModel extends Pick<Model, 'name' | 'contextTokens' | 'questionTokens'> {
  /** Places in the line, `begun` when the call begins, then the model's chunks. Throws what the model throws. */
  stream(
    prompt: Prompt,
    line: Line,
    signal: AbortSignal,
  ): AsyncIterable<Chunk | Waiting | { readonly kind: 'begun' }>;
}

/** How long everybody waits when the vendor finds us too fast and does not say for how long. */
const slowDownMs = 1000;

/**
 * Any model, within its account's budget.
 * @param atOnce `MODEL_CONCURRENCY`: streams at once in this process
 */
export function limited(model: Model, permits: Permits, atOnce: number): LimitedModel {
  const slots = openSlots(atOnce);
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
        const request = { ...line, tokens: tokensOf(prompt) };
        const permit = yield* inLine(
          (left, onPlace) => permits.take(request, left, onPlace),
          signal,
          unused => unused.settle(0),
        );
        yield { kind: 'begun' };
        for await (const chunk of model.stream(prompt, signal, () => void permit.wentOut())) {
          if (chunk.kind === 'end' && chunk.usage) {
            void permit.settle(chunk.usage.promptTokens + chunk.usage.completionTokens);
          }
          yield chunk;
        }
      } catch (error) {
        if (error instanceof ModelFailure && error.kind === 'rate') {
          void permits.slowDown(error.retryInMs ?? slowDownMs);
        }
        throw error;
      } finally {
        release();
      }
    },
  };
}

function tokensOf({ system = '', messages }: Prompt): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(content), estimateTokens(system));
}
