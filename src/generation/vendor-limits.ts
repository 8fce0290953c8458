/** What a vendor says of the account's limits beside an answer or a refusal; what it does not say is absent. */
export interface VendorLimits {
  readonly requestsPerMinute?: number;
  /** Of prompts and answers together. */
  readonly tokensPerMinute?: number;
  /** What is left of this minute. */
  readonly requestsLeft?: number;
  readonly tokensLeft?: number;
}

/** Told of each answer that speaks of limits, as soon as its headers are here. It may not throw. */
export type OnLimits = (limits: VendorLimits) => void;
