import { GrammyError, HttpError } from 'grammy';
import { PlatformFailure, type PlatformFailureKind } from '../../../src/errors.ts';
import { networkCode, neverArrived } from '../../../src/network-code.ts';

/**
 * What went wrong with a call. The first kinds can be mended at once by asking a little differently, the last cannot.
 * Descriptions are Telegram's, lower-cased; they change over the years, so a part of each must do.
 */
export type Trouble =
  | { readonly kind: 'unchanged' } // the edit changes nothing: it is there already
  | { readonly kind: 'vanished' } // the message to edit is gone, or no longer ours to edit
  | { readonly kind: 'markup' } // our HTML was not understood
  | { readonly kind: 'topic' } // the topic is gone
  | { readonly kind: 'question' } // the message to reply to is gone
  | { readonly kind: 'moved'; readonly to: number } // the group became a supergroup with another id
  | { readonly kind: 'failed'; readonly failure: PlatformFailure; readonly perhapsDone: boolean };

/** https://core.telegram.org/bots/api#making-requests; a row holds for its code and, if there, part of the description. */
const mendable: readonly {
  readonly part: RegExp;
  readonly kind: Exclude<Trouble['kind'], 'moved' | 'failed'>;
}[] = [
  { part: /message is not modified/, kind: 'unchanged' },
  { part: /message to edit not found|message can't be edited|message_id_invalid/, kind: 'vanished' },
  { part: /can't parse entities/, kind: 'markup' },
  { part: /message thread not found|topic_deleted/, kind: 'topic' },
  { part: /repl(y|ied).*not found/, kind: 'question' }, // of 300 characters at most: see `readAnswer`
];

const kinds: readonly {
  readonly code: number;
  readonly part?: RegExp;
  readonly kind: PlatformFailureKind;
}[] = [
  { code: 429, kind: 'busy' },
  { code: 401, kind: 'credentials' },
  { code: 404, kind: 'credentials' }, // the token is a part of the path
  { code: 403, kind: 'gone' },
  { code: 400, part: /chat not found|user not found|peer_id_invalid/, kind: 'gone' },
];

/** Reads an error of grammY's `Api`, or one of ours; any other is thrown again, for it is not Telegram's. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof PlatformFailure) return { kind: 'failed', failure: error, perhapsDone: true };
  if (error instanceof HttpError) {
    const code = networkCode(error.error);
    const failure = new PlatformFailure('unreachable', `${error.message} (${code})`);
    return { kind: 'failed', failure, perhapsDone: !neverArrived(code) };
  }
  if (!(error instanceof GrammyError)) throw error;
  const description = error.description.toLowerCase();
  if (error.parameters.migrate_to_chat_id !== undefined)
    return { kind: 'moved', to: error.parameters.migrate_to_chat_id };
  const mend = mendable.find(({ part }) => error.error_code === 400 && part.test(description));
  if (mend) return { kind: mend.kind };
  const row = kinds.find(
    ({ code, part }) => code === error.error_code && (part === undefined || part.test(description)),
  );
  const kind = row?.kind ?? (error.error_code >= 500 ? 'unreachable' : 'refused');
  const retryInMs = (error.parameters.retry_after ?? 0) * 1000;
  // The message is grammY's: method, code and description. The payload, which holds what people read, stays out.
  const failure = new PlatformFailure(kind, error.message, retryInMs);
  return { kind: 'failed', failure, perhapsDone: kind === 'unreachable' };
}

/** The same as one error, for callers that can mend nothing. */
export function failureOf(error: unknown): PlatformFailure {
  if (error instanceof PlatformFailure) return error;
  const trouble = troubleOf(error);
  return trouble.kind === 'failed'
    ? trouble.failure
    : new PlatformFailure('refused', error instanceof Error ? error.message : trouble.kind);
}

/** For logs: Telegram's failure in our words, and what is not Telegram's as it is. */
export function inOurWords(error: unknown): unknown {
  try {
    return failureOf(error);
  } catch {
    return error;
  }
}

/** Somebody else reads this bot's messages, or a webhook is set. */
export function isConflict(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 409;
}
