import { PlatformFailure, type PlatformFailureKind } from '../../../src/errors.ts';
import { neverArrived } from '../../../src/network-code.ts';

/** What could be done so that DingTalk takes it, or what it is all about. */
export type Mend =
  | 'token' // the access token is not good any more: fetch another
  | 'pace' // refused for speed: it was not counted to the month, and is worth repeating later
  | 'spent' // the organisation's calls of this month are used up
  | 'allowance' // not made at all: the answer has used the calls that it may cost
  | 'scope' // a permission is missing: use another kind of message
  | 'template' // the card's template is not there or not published
  | 'exists' // this card was created before: go on with it
  | 'size' // too much text at once: cut it smaller
  | 'unsafe' // refused for its content
  | 'closed'; // the card is finished: open it again

/** Refused for its pace or the month, or not made: DingTalk counts none of these. */
const uncounted: readonly (Mend | undefined)[] = ['pace', 'spent', 'allowance'];

/** A call that DingTalk refused, or did not answer. */
export class DingtalkFailure extends PlatformFailure {
  /** DingTalk's own code, or the network's (`ECONNRESET`); `''` where there is none. */
  readonly code: string;
  readonly mend: Mend | undefined;

  constructor(meaning: Meaning, message: string, code: string) {
    super(meaning.kind, message, meaning.retryInMs);
    this.code = code;
    this.mend = meaning.mend;
  }

  /** Whether DingTalk may have counted the call to the month. */
  get counted(): boolean {
    return !uncounted.includes(this.mend) && !neverArrived(this.code);
  }
}

export interface Meaning {
  readonly kind: PlatformFailureKind;
  readonly mend?: Mend;
  /** Milliseconds. */
  readonly retryInMs?: number;
}

const refused: Meaning = { kind: 'refused' };
const gone: Meaning = { kind: 'gone' };
const unreachable: Meaning = { kind: 'unreachable' };
const mend = (what: Mend): Meaning => ({ kind: 'refused', mend: what });
const token: Meaning = { kind: 'credentials', mend: 'token' };
/** When to look again whether the organisation has bought more: there is nothing to wait for. */
const spentMs = 600_000;
const spent: Meaning = { kind: 'busy', mend: 'spent', retryInMs: spentMs };
const pace = (retryInMs: number): Meaning => ({ kind: 'busy', mend: 'pace', retryInMs });

const minuteMs = 60_000;
/** Five minutes without an answer is what an address gets that called 10,000 times in 20 s. */
const bannedMs = 300_000;

/**
 * DingTalk's codes in our words; the first row that fits. They carry prefixes (`Forbidden.AccessDenied.`), some of them a
 * suffix for the parameter at fault, so a part of each must do. https://open.dingtalk.com/document/orgapp/error-code
 */
const meanings: readonly (readonly [part: RegExp, meaning: Meaning])[] = [
  [/QpsLimitForAppkeyAndApi$/i, pace(1000)],
  [/QpsLimit/i, pace(2000)],
  [/ApiCountLimitForOrg/i, spent],
  [/AccessTokenPermissionDenied$/i, mend('scope')],
  [/InvalidAuthentication|access_?token.*(invalid|expired)|(invalid|expired).*access_?token/i, token],
  [/^(40014|42001)$/, token],
  [/param\.template(NotExist|Unpublished)$/i, mend('template')],
  [/param\.cardAlreadyExist$/i, mend('exists')],
  [/contentUnsafe$/i, mend('unsafe')],
  [/param\.stream\.content$/i, mend('size')],
  [/param\.stream\.(keyEmpty|contentEmpty|guidEmpty|outTrackId|isFull)$/i, refused],
  // What streaming to a finished card is answered is written nowhere. All other codes of streaming are known.
  [/param\.stream\./i, mend('closed')],
  [/msgParam\.tooLong$/i, mend('size')],
  [/system\.busy$/i, { kind: 'busy' }],
  [/openConversationId|group\.disbanded|bot\.stopped|userIds\.invalid$/i, gone],
  [/^(90018|90002|90020)$/, pace(1000)],
  [/^130101$/, pace(minuteMs)],
  // A session webhook's chat was disbanded, its robot stopped.
  [/^(400013|400102)$/, gone],
];

/** An answer that is no success. */
export interface Refusal {
  /** `''` where it gave none. */
  readonly code: string;
  readonly words: string;
  readonly status: number;
  /** A page for people where a program asked. */
  readonly isPage: boolean;
  /** How far DingTalk's clock is in its minute, milliseconds. */
  readonly intoMinuteMs: number;
}

/** What a refusal means. */
export function meaningOf({ code, words, status, isPage, intoMinuteMs }: Refusal): Meaning {
  if (/QpmLimit/i.test(code)) return pace(minuteMs - intoMinuteMs);
  return known(code) ?? byStatus(status, isPage, words);
}

/** What it means that a card which was taken reached nobody. @param words DingTalk's, which it does not list */
export function meaningOfUndelivered(words: string): Meaning {
  return known(words) ?? refused;
}

const known = (code: string) => meanings.find(([part]) => part.test(code))?.[1];

function byStatus(status: number, isPage: boolean, words: string): Meaning {
  // How a session webhook tells it is written nowhere: its error 88 names the gateway's somewhere in its words.
  if (/ApiCountLimitForOrg/i.test(words)) return spent;
  if (status >= 500) return unreachable;
  if (isPage) return { kind: 'busy', retryInMs: bannedMs };
  if (/content is too large/i.test(words)) return mend('size');
  return status === 429 ? pace(1000) : refused;
}

/** Whether this is about what could be mended in this way. */
export function canMend(error: unknown, by: Mend): error is DingtalkFailure {
  return error instanceof DingtalkFailure && error.mend === by;
}
