/** The port behind which every language model stands. */

/** A JSON Schema (draft 2020-12, or 7), as vendors take it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Something that the model may call. */
export interface FunctionSpec {
  /** 1 to 64 letters, digits, `_` or `-`. */
  readonly name: string;
  readonly description: string;
  /** Of an object: `{ type: 'object', properties: {} }` where there are no parameters. */
  readonly parameters: JsonSchema;
  /** What it gives back. */
  readonly responses?: JsonSchema;
}

/** The model wants a function called. */
export interface FunctionCall {
  /** The vendor's own id, or ours where it has none; unique within one answer. */
  readonly id: string;
  readonly name: string;
  /** A JSON text, as the model wrote it: not checked yet. */
  readonly arguments: string;
  /** Why the model calls it. */
  readonly thoughts?: string;
}

/** What the model is told of a conversation, and of the calls within the round that is being answered. */
export type PromptMessage =
  | { readonly role: 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string; readonly calls?: readonly FunctionCall[] }
  /** What a function gave back, one for each call, in the order of the calls. */
  | { readonly role: 'function'; readonly call: FunctionCall; readonly content: string };

/** Sampling parameters; each is sent only when set. */
export interface ModelParameters {
  /** (0, 1] */
  readonly temperature?: number;
  /** [0, 1] */
  readonly topP?: number;
  /** [1, 2] */
  readonly penaltyScore?: number;
}

export interface Prompt {
  /** The persona; at most 1024 characters. */
  readonly system?: string;
  /** Alternating, first by the user; last by the user, or what the functions gave back. */
  readonly messages: readonly PromptMessage[];
  /** What may be called; absent or empty: nothing. */
  readonly functions?: readonly FunctionSpec[];
  readonly parameters: ModelParameters;
  /** A stable hash of the person who asks, for the vendor's abuse tracking; never a name. */
  readonly userHash: string;
}

/** Tokens as the vendor counts them. */
export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** What a model's stream delivers. The last chunk is `end`; a stream that stops without one has failed. */
export type Chunk =
  | { readonly kind: 'text'; readonly text: string }
  /** What a reasoning model thinks before it answers; never part of the answer. */
  | { readonly kind: 'thinking'; readonly text: string }
  /** Functions to be called before it goes on; nothing but `end` follows. */
  | { readonly kind: 'calls'; readonly calls: readonly FunctionCall[] }
  | {
      readonly kind: 'end';
      readonly usage: Usage | undefined;
      /** The vendor cut the answer at its own limit. */
      readonly truncated: boolean;
      /** The vendor demands that the whole history is forgotten and nothing of this turn is kept. */
      readonly forget: boolean;
      /** With `forget`: what is shown may stay; absent: it is taken back. */
      readonly textMayStay?: true;
      /** With `forget`: which round is to blame, by the vendor's count; -1 is the question. For the log alone. */
      readonly banRound?: number;
    };

/** The last step of a call out of this process, for whoever counts calls. */
export interface WayOut {
  /**
   * A connection stands. Resolves when the call may be written to it, which is mostly at once. Throws `ModelFailure`; an
   * aborted signal ends it with the signal's reason.
   */
  mayGo(signal: AbortSignal): Promise<void>;
  /** It has been written. Never throws. */
  gone(): void;
}

export interface Model {
  readonly name: string;
  /** Tokens that all messages of a prompt may have together. */
  readonly contextTokens: number;
  /** Tokens that the last question may have by itself. */
  readonly questionTokens: number;
  /**
   * Does what a call needs and what is no call itself (an access token), so that a permit is followed by its call at
   * once. Throws `ModelFailure`.
   */
  prepare?(signal: AbortSignal): Promise<void>;
  /**
   * The answer, as it is written. Throws `ModelFailure`; an aborted signal ends it with the signal's reason.
   * @param wayOut asked before the call goes out on the wire, and told when it has
   */
  stream(prompt: Prompt, signal: AbortSignal, wayOut?: WayOut): AsyncIterable<Chunk>;
}
