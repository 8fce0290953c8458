import { type Dispatcher, errors, FormData, request } from 'undici';
import { jsonOf } from './json.ts';
import { linkedAbort } from './linked-abort.ts';

/** Bytes of an answer: far more than any platform sends, far less than we have. */
const largestAnswer = 8 * 1024 * 1024;

/** One call with JSON both ways; a form with a file in place of what goes out. */
export interface JsonCall {
  readonly dispatcher: Dispatcher;
  readonly method: Dispatcher.HttpMethod;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent: a call without one. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** For all of it, whatever the signal says: an answer may come drop by drop. */
  readonly timeoutMs: number;
}

/** What came back, whatever its status. */
export interface JsonAnswer {
  readonly status: number;
  readonly text: string;
  /** `undefined` where the text is no JSON. */
  readonly json: unknown;
  /** One header's first value. */
  header(name: string): string | undefined;
}

/** Asks once and follows no redirect. Throws what undici throws: its words may carry the address, see `networkCode`. */
export async function callJson(call: JsonCall): Promise<JsonAnswer> {
  const { dispatcher, method, url, headers, body, signal, timeoutMs } = call;
  const late = AbortSignal.timeout(timeoutMs);
  const limit = signal ? linkedAbort(signal, late) : linkedAbort(late);
  const isForm = body instanceof FormData;
  try {
    const response = await request(url, {
      dispatcher,
      method,
      headers: isForm ? { ...headers } : { ...headers, 'content-type': 'application/json; charset=utf-8' },
      body: isForm ? body : body === undefined ? null : JSON.stringify(body),
      signal: limit.signal,
    });
    const text = await readText(response.body, largestAnswer);
    return {
      status: response.statusCode,
      text,
      json: jsonOf(text),
      header: name => [response.headers[name]].flat()[0],
    };
  } finally {
    limit.end();
  }
}

/** Reads a body that may come without an end. Throws where it has more. @param largest bytes */
export async function readText(body: AsyncIterable<Uint8Array>, largest: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > largest) throw new errors.ResponseExceededMaxSizeError();
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}
