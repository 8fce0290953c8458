/** The few errors that mean something. A message says what to do where somebody can do something. */

/** Why a model call failed, in our words; each vendor's codes become these in one table beside its client. */
export type ModelFailureKind =
  | 'unavailable' // the vendor's side is down for now: retry
  | 'rate' // calls per second exceeded: retry, and all processes slow down
  | 'minute-rate' // calls or tokens per minute exceeded: retry when the minute is over
  | 'broken' // the connection or the stream broke
  | 'silent' // nothing came in time
  | 'outage' // down for so long that it is not called any more
  | 'token' // the access token was refused: fetch a new one
  | 'credentials' // the keys were refused
  | 'permission' // the account lacks this model or interface
  | 'quota' // used up, unpaid or overdue
  | 'configuration' // model, path or persona is set wrong
  | 'history' // the list of messages was refused
  | 'too-long' // the vendor finds the messages too long
  | 'unsafe' // refused for its content
  | 'request'; // any other refused request: our mistake

/**
 * A model call that did not succeed. `message` is for logs and admins, never for the person who asked: what happened, and
 * what to do. It holds no secret.
 */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure';
  readonly kind: ModelFailureKind;
  /** What happened, without what to do. */
  readonly what: string;
  /** What an admin can do, where more is known than the kind says. */
  readonly advice: string | undefined;
  /** The vendor's own code or status, as text; `''` where there is none. */
  readonly code: string;
  /** The vendor's word on when to try again, milliseconds. */
  readonly retryInMs: number | undefined;

  constructor(
    kind: ModelFailureKind,
    what: string,
    details: { code?: string; retryInMs?: number; advice?: string | undefined } = {},
  ) {
    super(details.advice === undefined ? what : `${what}. What to do: ${details.advice}`);
    this.kind = kind;
    this.what = what;
    this.advice = details.advice;
    this.code = details.code ?? '';
    this.retryInMs = details.retryInMs;
  }
}

/** Why a platform did not take what we sent. */
export type PlatformFailureKind =
  | 'busy' // too fast: wait `retryInMs`
  | 'unreachable' // network or the platform's own fault; whether it landed is not known
  | 'gone' // blocked, kicked, dissolved: for ever
  | 'credentials' // token or secret refused
  | 'refused'; // anything else, final

export class PlatformFailure extends Error {
  override readonly name = 'PlatformFailure';
  readonly kind: PlatformFailureKind;
  /** Milliseconds until the platform will listen again; 0 where unknown. */
  readonly retryInMs: number;

  constructor(kind: PlatformFailureKind, message: string, retryInMs = 0) {
    super(message);
    this.kind = kind;
    this.retryInMs = retryInMs;
  }
}

/** Another process owns the conversation now; whoever catches this stops without another word. */
export class Superseded extends Error {
  override readonly name = 'Superseded';
  /** What was to be written down with it has been: whoever goes on knows of it. */
  readonly hasNoted: boolean;

  constructor(message: string, hasNoted = false) {
    super(message);
    this.hasNoted = hasNoted;
  }
}

/** Every wrong setting at once, one problem a line. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`Wrong settings:\n${problems.map(problem => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}
