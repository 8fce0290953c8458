import type { Dispatcher } from 'undici';
import { callJson, type JsonAnswer } from '../../../src/json-call.ts';
import { networkCode } from '../../../src/network-code.ts';
import { redacted } from '../../../src/secret.ts';
import type { App } from '../app.ts';
import { type Answer, answer } from '../wire.ts';
import { DingtalkFailure, type Meaning, meaningOf, meaningOfUndelivered } from './failures.ts';

/** Milliseconds that a call may take. */
export const timeoutMs = 15_000;
/** DingTalk's words and codes are enough in a log at this length. */
const longestWords = 300;
const longestCode = 128;
/** As much of them is looked at. */
const longestLooked = 2000;
/** For how long to leave a person alone who got too many messages; DingTalk does not say. */
const flowControlledMs = 2000;

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
  const isGood = told !== undefined && given.status < 300 && codeOf(told) === '' && told.success !== false;
  const trouble = isGood ? undeliveredIn(told) : refusalIn(told, given);
  if (!trouble) return given.json;
  const { meaning } = trouble;
  // Before anything is cut: a half of a secret would not be known for one.
  const clean = (text: string) => redacted(text, [app.clientSecret.reveal(), ...secrets]);
  const code = clean(trouble.code).slice(0, longestCode);
  // What people read is repeated in no refusal but perhaps in that of a content.
  const shown = meaning.mend === 'unsafe' ? '' : clean(trouble.words);
  const words = `${code || `HTTP ${given.status}`} ${shown.slice(0, longestWords)}`.trim();
  throw new DingtalkFailure(meaning, `${name}: ${words}`, code);
}

interface Trouble {
  readonly code: string;
  readonly words: string;
  readonly meaning: Meaning;
}

function refusalIn(told: Answer | undefined, { status, text, header }: JsonAnswer): Trouble {
  const code = codeOf(told);
  const scopes = told?.accessdenieddetail?.requiredScopes.join(', ');
  const said = told ? (told.message ?? told.errmsg ?? '').slice(0, longestLooked) : 'no JSON';
  const words = scopes ? `the app lacks ${scopes}: ${said}` : said;
  const meaning = meaningOf({
    code,
    words,
    status,
    isPage: text.trimStart().startsWith('<'),
    intoMinuteMs: (Date.parse(header('date') ?? '') || 0) % 60_000,
  });
  return { code, words, meaning };
}

/** The old platform wraps what others say in its own error 88. */
function codeOf(told: Answer | undefined): string {
  const code = [told?.code, told?.errcode].find(each => each !== undefined && each !== '0') ?? '';
  return (code === '88' && told?.errmsg?.match(/subcode=([\w.-]+)/)?.[1]) || code;
}

/** A call that went well and reached nobody. We write to one chat or person a call. */
function undeliveredIn({
  result,
  invalidStaffIdList,
  flowControlledStaffIdList,
}: Answer): Trouble | undefined {
  const failed = result?.deliverResults?.find(({ success }) => !success);
  if (failed) {
    const words = `not delivered: ${failed.errorMsg ?? ''}`;
    return { code: '', words, meaning: meaningOfUndelivered(failed.errorMsg ?? '') };
  }
  if (invalidStaffIdList?.length)
    return { code: '', words: 'DingTalk does not know this person', meaning: { kind: 'gone' } };
  if (flowControlledStaffIdList?.length)
    return {
      code: '',
      words: 'this person got too many',
      meaning: { kind: 'busy', retryInMs: flowControlledMs },
    };
  return undefined;
}
