import type { Dispatcher } from 'undici';
import { callJson, type JsonAnswer } from '../../src/json-call.ts';
import { networkCode } from '../../src/network-code.ts';
import type { App } from './app.ts';
import { DingtalkFailure, meaningOf } from './failures.ts';
import { type Answer, answer } from './wire.ts';

/** Milliseconds that a call may take. */
export const timeoutMs = 15_000;

/** One call as it goes out. */
export interface Outgoing {
  readonly app: App;
  readonly dispatcher: Dispatcher;
  readonly method: Dispatcher.HttpMethod;
  readonly url: string;
  /** What errors call it, in place of the address: `POST /v1.0/card/instances`. */
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly signal?: AbortSignal | undefined;
  /** What may be in no error, beside the app's secret. */
  readonly secrets?: readonly string[];
}

/** One call, once. HTTP 200 with an error in it is a failure, as any other. @returns the whole answer */
export async function exchange(outgoing: Outgoing): Promise<unknown> {
  const { app, name, secrets = [] } = outgoing;
  let given: JsonAnswer;
  try {
    given = await callJson({ ...outgoing, timeoutMs });
  } catch (error) {
    const code = networkCode(error);
    throw new DingtalkFailure({ kind: 'unreachable' }, `${name}: DingTalk does not answer (${code})`, code);
  }
  const told = answer.safeParse(given.json).data;
  if (told && given.status < 300 && isGood(told)) return given.json;
  const code = codeOf(told);
  const words = wordsOf(told);
  const meaning = meaningOf({ code, words, ...circumstances(given) });
  // What people read is repeated in no refusal but perhaps in that of a content.
  const shown = meaning.mend === 'unsafe' ? '' : words;
  const clean = [app.clientSecret.reveal(), ...secrets].reduce(
    (text, secret) => text.replaceAll(secret, '[redacted]'),
    `${code || `HTTP ${given.status}`} ${shown.slice(0, 300)}`.trim(),
  );
  throw new DingtalkFailure(meaning, `${name}: ${clean}`, code);
}

const circumstances = ({ status, text, header }: JsonAnswer) => ({
  status,
  isPage: text.trimStart().startsWith('<'),
  intoMinuteMs: (Date.parse(header('date') ?? '') || 0) % 60_000,
});

/** Success is told in four ways, of which most answers know one. */
function isGood({ code, errcode, success, result }: Answer): boolean {
  if (success === false || (errcode ?? '0') !== '0' || (code ?? '0') !== '0') return false;
  return result?.deliverResults?.every(delivery => delivery.success) ?? true;
}

function codeOf(told: Answer | undefined): string {
  return [told?.code, told?.errcode].find(code => code !== undefined && code !== '0') ?? '';
}

function wordsOf(told: Answer | undefined): string {
  if (!told) return 'no JSON';
  const undelivered = told.result?.deliverResults?.find(({ success }) => !success)?.errorMsg;
  const scopes = told.accessdenieddetail?.requiredScopes.join(', ');
  const said = undelivered ?? told.message ?? told.errmsg ?? '';
  return scopes ? `the app lacks ${scopes}: ${said}` : said;
}
