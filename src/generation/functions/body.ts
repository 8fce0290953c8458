import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** What was read of a body. */
export interface Body {
  readonly bytes: Buffer;
  /** There was more. */
  readonly cut: boolean;
}

/** Reads at most `most` bytes, after unpacking: a small body may hide a great one. */
export async function readBody(body: Readable, encoding: string, most: number): Promise<Body> {
  const unpacked = unpack(body, encoding);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of unpacked) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > most) break;
    }
  } finally {
    unpacked.destroy();
    body.destroy();
  }
  return { bytes: Buffer.concat(chunks).subarray(0, most), cut: size > most };
}

const unpackers: ReadonlyMap<string, () => Readable & NodeJS.WritableStream> = new Map<
  string,
  () => Readable & NodeJS.WritableStream
>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

function unpack(body: Readable, encoding: string): Readable {
  const unpacker = unpackers.get(encoding.trim().toLowerCase())?.();
  if (!unpacker) return body;
  body.on('error', error => unpacker.destroy(error));
  return body.pipe(unpacker);
}

const declared = /charset\s*=\s*["']?([\w-]+)/i;

/** The text of a body, by the charset of its header, or of the first lines where a page says it there. */
export function decodeBody(bytes: Buffer, contentType: string): string {
  const charset = (declared.exec(contentType) ?? declared.exec(bytes.toString('latin1', 0, 2048)))?.[1];
  try {
    return new TextDecoder(charset ?? 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
