import type { IncomingMessage } from 'node:http';
import { parseMultipart } from '../multipart.ts';

/** What a form of several parts holds: texts, and the bytes of files. */
export type Form = Readonly<Record<string, string | Buffer>>;

/** Reads a body as a form; empty when it is none. */
export async function readForm({ headers }: IncomingMessage, body: Buffer): Promise<Form> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return {};
  try {
    const parts = Object.entries(parseMultipart(body, type)).map(async ([name, part]) => [
      name,
      typeof part === 'string' ? part : Buffer.from(await part.arrayBuffer()),
    ]);
    return Object.fromEntries(await Promise.all(parts));
  } catch {
    return {};
  }
}
