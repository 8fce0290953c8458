import { ModelFailure } from '../../errors.ts';
import type { Chunk, FunctionCall } from '../../model.ts';
import type { Answer } from '../provider.ts';

/** Chunks → one answer. Throws what the stream throws. */
export async function gather(chunks: AsyncIterable<Chunk>): Promise<Answer> {
  let text = '';
  let thinking = '';
  let calls: readonly FunctionCall[] = [];
  for await (const chunk of chunks) {
    if (chunk.kind === 'end') return { text, thinking, calls, end: chunk };
    if (chunk.kind === 'text') text += chunk.text;
    else if (chunk.kind === 'thinking') thinking += chunk.text;
    else calls = chunk.calls;
  }
  throw new ModelFailure('broken', 'The answer has no end.');
}
