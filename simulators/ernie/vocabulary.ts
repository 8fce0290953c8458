import type { IncomingMessage } from 'node:http';

/** Which API is spoken: `ernie` is Wenxin Workshop V1, `qianfan` is Qianfan V2. */
export type Provider = 'ernie' | 'qianfan';

/** A function that the model wants called, with its arguments as JSON. */
export interface FunctionCall {
  readonly name: string;
  readonly arguments: string;
}

/**
 * A message as the answer is composed from it; `content` is `''` where calls stand in its place. The role `function`,
 * which is V2's `tool`, carries what a call gave back.
 */
export interface Message {
  readonly role: string;
  readonly content: string;
  readonly calls?: readonly FunctionCall[];
}

/** What was asked, whichever API it came through. */
export interface Prompt {
  readonly model: string;
  /** The persona; `''` where there is none. */
  readonly system: string;
  /** What the model still remembers; last the question, or what its function calls gave back. */
  readonly messages: readonly Message[];
  /** Names of the functions that may be called. */
  readonly functions: readonly string[];
  /** Whether several functions may be called at once. */
  readonly parallelCalls: boolean;
  /** Whether the model thinks aloud before it answers: each time, when the question asks for it, or never. */
  readonly thinking: 'always' | 'asked' | 'never';
  readonly stream: boolean;
  /** Whether a stream ends with an event of usage (V2 only). */
  readonly usageWanted: boolean;
}

/** What is said back. */
export interface Answer {
  /** What a reasoning model thinks before it answers, in chunks (V2 only). */
  readonly thinking: readonly string[];
  /** The text, in chunks; empty only where there are calls. */
  readonly texts: readonly string[];
  /** The functions that the model wants called, after the text; V1 takes the first. */
  readonly calls: readonly FunctionCall[];
  readonly truncated: boolean;
  /** Whether the stream says that it is over. */
  readonly ended: boolean;
  /** V2's flag, from 2 on a demand to clear the history, and which round is to blame (-1: the question). */
  readonly unsafe?: { readonly flag: 1 | 2 | 3 | 4; readonly banRound: number } | undefined;
  /** Whether the vendor's filter broke the answer off (V2 only). */
  readonly filtered?: true;
}

/** One act of sending; a reply is a list of them, which makes every fault a change of a list. */
export type Step =
  | { readonly kind: 'head' } // status and headers go out
  | { readonly kind: 'wait'; readonly ms: number } // 0: only until the caller could have read
  | { readonly kind: 'write'; readonly bytes: string | Buffer }
  | { readonly kind: 'hang' } // nothing more, until the caller gives up
  | { readonly kind: 'reset' }; // the connection is cut with a TCP reset

/** A whole HTTP reply. */
export interface Reply {
  /** `ok`, or the code of the error that is told. */
  readonly outcome: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** A limit: calls in a second, calls in a minute, tokens in a minute. */
export type Limit = 'second' | 'requests' | 'tokens';

/** One of the two APIs: how it is entered, how it reads a request and how it words replies. */
export interface Dialect {
  readonly provider: Provider;
  /** Throws a `Refusal` when the method or the credentials are wrong. */
  admit(req: IncomingMessage, url: URL, nowMs: number): void;
  /** The refusal of a call over this limit. */
  overLimit(limit: Limit): Refusal;
  /** The refusal of a call that met an internal error. */
  trouble(): Refusal;
  /** The request in our words; throws a `Refusal` for the first rule that it breaks. */
  read(body: unknown, model: string): Prompt;
  /** The error as its API writes it: JSON. */
  word(refusal: Refusal): string;
  /** What goes over the wire: the events of a stream, texts first, or the one JSON text of a sync reply. */
  frames(answer: Answer, prompt: Prompt, turn: Turn): string[];
}

/** What an answer says of itself. */
export interface Turn {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
}

/** A request that is not answered, thrown where the reason is found. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly status: number;
  /** V2's `type`; V1 has none. */
  readonly type: string;

  constructor(code: string, message: string, { status = 200, type = '' } = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.type = type;
  }
}
