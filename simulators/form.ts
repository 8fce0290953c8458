import type { IncomingMessage } from 'node:http';
import { readBody } from './http.ts';
import { parseMultipart } from './multipart.ts';

/** A file in a form. */
export interface Upload {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What a form of several parts holds: texts and files. */
export type Form = Readonly<Record<string, string | Upload>>;

/** A body, as text and as a form, which is empty when it is none. */
export interface Sent {
  readonly source: string;
  readonly form: Form;
}

export async function readSent(req: IncomingMessage): Promise<Sent> {
  const body = await readBody(req);
  return { source: body.toString(), form: await readForm(req, body) };
}

async function readForm({ headers }: IncomingMessage, body: Buffer): Promise<Form> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return {};
  try {
    const parts = Object.entries(parseMultipart(body, type)).map(async ([name, part]) => [
      name,
      typeof part === 'string' ? part : { name: part.name, bytes: Buffer.from(await part.arrayBuffer()) },
    ]);
    return Object.fromEntries(await Promise.all(parts));
  } catch {
    return {};
  }
}
