import { PlatformFailure, type PlatformFailureKind } from '../../../src/errors.ts';

/** What could be asked differently so that Feishu takes it. */
export type Mend =
  | 'token' // the access token is not good any more: fetch another
  | 'sequence' // the number of this change is used up: take a higher one
  | 'closed' // the card does not stream any more: open it again
  | 'card' // the card or message cannot be changed any more: begin another
  | 'content' // Feishu does not understand what we show: say it plainly
  | 'question' // the message to answer is not there any more: send without
  | 'scope'; // a permission is missing: use another kind of message

/** A call that Feishu refused. */
export class FeishuFailure extends PlatformFailure {
  /** Feishu's own code; 0 where it gave none. */
  readonly code: number;
  readonly mend: Mend | undefined;

  constructor(meaning: Meaning, message: string, details: { code: number; retryInMs: number }) {
    super(meaning.kind, message, details.retryInMs);
    this.code = details.code;
    this.mend = meaning.mend;
  }
}

interface Meaning {
  readonly kind: PlatformFailureKind;
  readonly mend?: Mend;
}

const busy: Meaning = { kind: 'busy' };
const gone: Meaning = { kind: 'gone' };
const refused: Meaning = { kind: 'refused' };
const mend = (what: Mend, kind: PlatformFailureKind = 'refused'): Meaning => ({ kind, mend: what });

/**
 * Feishu's codes in our words. https://open.feishu.cn/document/server-docs/im-v1/faq and the pages of CardKit.
 * A code that is not here is final, unless its HTTP status says otherwise.
 */
const meanings: Readonly<Record<number, Meaning>> = {
  99991400: busy, // calls of one API, or changes of one card
  230020: busy, // messages to one person or chat, or changes of one message
  200810: { kind: 'busy' }, // somebody is pressing a button of this card
  99991663: mend('token', 'credentials'),
  99991668: mend('token', 'credentials'),
  99991677: mend('token', 'credentials'),
  99991672: mend('scope'),
  230002: gone, // the bot is not in the group
  230011: mend('question', 'gone'), // the message was recalled
  230110: mend('question', 'gone'), // deleted
  231003: mend('question', 'gone'), // not found
  230013: gone, // the person is outside of the app's availability
  230029: gone, // the person has left the company
  230053: gone, // the person wants nothing of the bot any more
  232009: gone, // the group was dissolved
  230006: refused, // the app is no bot
  230022: refused, // sensitive content
  230025: mend('content'), // too long
  230099: mend('content'), // a tag, a table, a picture that Feishu does not take
  200220: mend('content'),
  200860: mend('content'), // over 30 KB
  230031: mend('card'), // older than 14 days
  230071: mend('card'), // not our message
  230072: mend('card'), // 20 edits are used
  230075: mend('card'), // the time for edits is over
  200740: mend('card'), // no such card
  200750: mend('card'), // the card has expired
  200770: mend('sequence'), // the uuid, which holds the number, was used with another content
  300317: mend('sequence'),
  200850: mend('closed'),
  300309: mend('closed'),
  300120: { kind: 'unreachable' },
  300313: { kind: 'unreachable' },
};

/** What a refusal means. @param code 0 where the answer had none */
export function meaningOf(code: number, status: number): Meaning {
  const known = meanings[code];
  if (known) return known;
  if (status >= 500) return { kind: 'unreachable' };
  return status === 429 ? busy : refused;
}

/** Whether Feishu could be persuaded in this way. */
export function canMend(error: unknown, by: Mend): error is FeishuFailure {
  return error instanceof FeishuFailure && error.mend === by;
}
