/** The port behind which every language model stands. */

export interface PromptMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

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
  /** Odd in number, alternating, first and last by the user. */
  readonly messages: readonly PromptMessage[];
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
  | {
      readonly kind: 'end';
      readonly usage: Usage | undefined;
      /** The vendor cut the answer at its own limit. */
      readonly truncated: boolean;
      /** The vendor demands that the whole history is forgotten and nothing of this turn is kept. */
      readonly forget: boolean;
    };

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
   * @param wentOut told at the moment at which the call goes out on the wire
   */
  stream(prompt: Prompt, signal: AbortSignal, wentOut?: () => void): AsyncIterable<Chunk>;
}
