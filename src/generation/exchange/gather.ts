import { ModelFailure } from '../../errors.ts';
import type { Chunk } from '../../model.ts';
import type { Answer } from '../provider.ts';

/** Chunks → one answer. Throws what the stream throws. */
export async function gather(chunks: AsyncIterable<Chunk>): Promise<Answer> {
  let text = '';
  for await (const chunk of chunks) {
    if (chunk.kind === 'end') return { text, end: chunk };
    if (chunk.kind === 'text') text += chunk.text;
  }
  throw new ModelFailure('broken', 'The answer has no end.');
}
