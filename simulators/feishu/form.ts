import type { IncomingMessage } from 'node:http';

/** What a form of several parts holds: texts, and the bytes of files. */
export type Form = Readonly<Record<string, string | Buffer>>;

/** Reads a body as a form; empty when it is none. */
export async function readForm({ headers }: IncomingMessage, body: Buffer): Promise<Form> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return {};
  try {
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    const parts = [...form].map(async ([name, value]) => [
      name,
      typeof value === 'string' ? value : Buffer.from(await value.arrayBuffer()),
    ]);
    return Object.fromEntries(await Promise.all(parts));
  } catch {
    return {};
  }
}
