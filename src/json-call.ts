import { type Dispatcher, request } from 'undici';
import { jsonOf } from './json.ts';

/** One call with JSON both ways. */
export interface JsonCall {
  readonly dispatcher: Dispatcher;
  readonly method: Dispatcher.HttpMethod;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent: a call without one. */
  readonly body?: unknown;
  /** In place of the time limit. */
  readonly signal?: AbortSignal | undefined;
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
  const response = await request(url, {
    dispatcher,
    method,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body: body === undefined ? null : JSON.stringify(body),
    signal: signal ?? AbortSignal.timeout(timeoutMs),
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
  const text = await response.body.text();
  return {
    status: response.statusCode,
    text,
    json: jsonOf(text),
    header: name => [response.headers[name]].flat()[0],
  };
}
