import type { Dispatcher } from 'undici';
import { PlatformFailure } from '../../../src/errors.ts';
import { callJson, type JsonAnswer } from '../../../src/json-call.ts';
import { networkCode } from '../../../src/network-code.ts';
import { redacted } from '../../../src/secret.ts';
import type { App } from '../app.ts';
import { answer } from '../wire.ts';
import { FeishuFailure, meaningOf } from './failures.ts';

/** Milliseconds that a call may take; the SDK has no limit at all. */
export const timeoutMs = 15_000;

/** Feishu counts by the minute at most: a header that asks for more is not what it seems. */
const longestResetS = 60;

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
  const { app, method, path, secrets } = outgoing;
  let given: JsonAnswer;
  try {
    given = await callJson({ ...outgoing, url: app.domain + path, timeoutMs });
  } catch (error) {
    throw new PlatformFailure('unreachable', `Feishu does not answer (${networkCode(error)})`);
  }
  const { status, json, header } = given;
  const { data } = answer.safeParse(json);
  if (data?.code === 0) return data;
  const code = data?.code ?? 0;
  const retryInMs = Math.min(Math.max(0, Number(header('x-ogw-ratelimit-reset')) || 0), longestResetS) * 1000;
  // Feishu's words hold neither what people read nor, once these are taken out, a secret.
  const words = redacted(data?.msg ?? 'no JSON', [app.appSecret.reveal(), ...secrets]);
  throw new FeishuFailure(
    meaningOf(code, status),
    `${method} ${shortened(path)}: ${code || `HTTP ${status}`} ${words.slice(0, 300)}`,
    { code, retryInMs },
  );
}

/** The path without ids and query. */
const shortened = (path: string) => path.replace(/\?[\s\S]*/, '').replace(/\/(?:om_|oc_|\d)[^/]*/g, '/…');
