import { jsonOf } from '../json.ts';
import type { WebAnswer, WebRequest } from '../web.ts';
import { problem } from './answers.ts';

/** Bytes that one request may bring: far more than anybody types. */
const largestBody = 64 * 1024;

/** What came with a request: JSON, or an answer that says why it is not taken. */
export type Sent =
  | { readonly kind: 'read'; readonly said: unknown }
  | { readonly kind: 'refused'; readonly answer: WebAnswer };

/** Reads it; once for each request. */
export async function readSent(request: WebRequest): Promise<Sent> {
  const body = await request.body(largestBody);
  switch (body.kind) {
    case 'too-large':
    case 'too-slow':
      return { kind: 'refused', answer: problem(body.kind) };
    case 'broken':
      return { kind: 'refused', answer: problem('wrong') };
    case 'whole': {
      const said = jsonOf(body.bytes.toString());
      return said === undefined ? { kind: 'refused', answer: problem('wrong') } : { kind: 'read', said };
    }
  }
}
