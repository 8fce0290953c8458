import { type Dispatcher, request } from 'undici';
import { PlatformFailure } from '../../src/errors.ts';
import type { Secret } from '../../src/secret.ts';
import { FeishuFailure, meaningOf } from './failures.ts';
import { answer } from './wire.ts';

/** Milliseconds that a call may take; the SDK has no limit at all. */
export const timeoutMs = 15_000;

/** Feishu counts by the minute at most: a header that asks for more is not what it seems. */
const longestResetS = 60;

/** Which app we are, and where. */
export interface App {
  readonly appId: string;
  readonly appSecret: Secret;
  /** `https://open.feishu.cn` */
  readonly domain: string;
}

/** One call as it goes out. */
export interface Outgoing {
  readonly app: App;
  readonly dispatcher: Dispatcher;
  readonly method: Dispatcher.HttpMethod;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** What may be in no error, beside the app's secret. */
  readonly secrets: readonly string[];
}

/** One call, once. @returns the whole answer, whose `code` is 0 */
export async function exchange(outgoing: Outgoing): Promise<unknown> {
  const { app, dispatcher, method, path, headers, body, signal, secrets } = outgoing;
  let status: number;
  let reset: string | undefined;
  let text: string;
  try {
    const response = await request(app.domain + path, {
      dispatcher,
      method,
      headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? AbortSignal.timeout(timeoutMs),
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    status = response.statusCode;
    reset = [response.headers['x-ogw-ratelimit-reset']].flat()[0];
    text = await response.body.text();
  } catch (error) {
    throw new PlatformFailure('unreachable', `Feishu does not answer (${codeOf(error)})`);
  }
  const { data } = answer.safeParse(jsonOf(text));
  if (data?.code === 0) return data;
  const code = data?.code ?? 0;
  const retryInMs = Math.min(Math.max(0, Number(reset) || 0), longestResetS) * 1000;
  // Feishu's words hold neither what people read nor, once these are taken out, a secret.
  const words = [app.appSecret.reveal(), ...secrets].reduce(
    (told, secret) => told.replaceAll(secret, '[redacted]'),
    data?.msg ?? 'no JSON',
  );
  throw new FeishuFailure(
    meaningOf(code, status),
    `${method} ${shortened(path)}: ${code || `HTTP ${status}`} ${words.slice(0, 300)}`,
    { code, retryInMs },
  );
}

/** The path without ids and query. */
const shortened = (path: string) => path.replace(/\?.*$/, '').replace(/\/(?:om_|oc_|\d)[^/]*/g, '/…');

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The system's or undici's code, never the message. */
function codeOf(error: unknown): string {
  const { code, name, cause } = (error ?? {}) as {
    code?: unknown;
    name?: unknown;
    cause?: { code?: unknown };
  };
  return String(cause?.code ?? code ?? name ?? 'unknown');
}
