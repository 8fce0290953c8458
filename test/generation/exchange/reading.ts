import type { Chunk, FunctionCall } from '../../../src/model.ts';

/** Bytes in pieces, cut at these places. */
export async function* pieces(text: string, cuts: readonly number[] = []): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  const places = [0, ...cuts.map(cut => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
  for (const [index, place] of places.slice(0, -1).entries()) yield bytes.subarray(place, places[index + 1]);
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** What was said until the end or the failure; thoughts and calls only where there were any. */
export interface Heard {
  readonly text: string;
  readonly thinking?: string;
  readonly calls?: readonly FunctionCall[];
  readonly end?: Chunk;
  readonly error?: unknown;
}

export async function heard(chunks: AsyncIterable<Chunk>): Promise<Heard> {
  let said: Heard = { text: '' };
  try {
    for await (const chunk of chunks) {
      if (chunk.kind === 'end') return { ...said, end: chunk };
      if (chunk.kind === 'text') said = { ...said, text: said.text + chunk.text };
      else if (chunk.kind === 'calls') said = { ...said, calls: chunk.calls };
      else said = { ...said, thinking: (said.thinking ?? '') + chunk.text };
    }
    return said;
  } catch (error) {
    return { ...said, error };
  }
}
