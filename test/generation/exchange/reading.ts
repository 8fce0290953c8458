import type { Chunk } from '../../../src/model.ts';

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

/** What was said until the end or the failure. */
export async function heard(
  chunks: AsyncIterable<Chunk>,
): Promise<{ text: string; end?: Chunk; error?: unknown }> {
  let text = '';
  try {
    for await (const chunk of chunks) {
      if (chunk.kind === 'end') return { text, end: chunk };
      if (chunk.kind === 'text') text += chunk.text;
    }
    return { text };
  } catch (error) {
    return { text, error };
  }
}
