/** What somebody, or a model, has used. */
export interface Amount {
  readonly replies: number;
  /** Of the model, also those that failed. */
  readonly calls: number;
  /** Of what the model was sent. */
  readonly tokensIn: number;
  /** Of what it wrote. */
  readonly tokensOut: number;
  /** Millionths of a yuan, by the prices that were set when it was used. */
  readonly microYuan: number;
  /** Tokens of the days when both directions were counted together. */
  readonly tokensUndivided: number;
}

/** Today, and the last 30 days with today. */
export interface Spans {
  readonly today: Amount;
  readonly month: Amount;
}

export const nothingUsed: Amount = {
  replies: 0,
  calls: 0,
  tokensIn: 0,
  tokensOut: 0,
  microYuan: 0,
  tokensUndivided: 0,
};

export function isNothing(amount: Amount): boolean {
  return Object.values(amount).every(number => number === 0);
}

/** An amount as it stands in one field of a hash: whole numbers in this order. */
export function rowOf({ replies, calls, tokensIn, tokensOut, microYuan }: Amount): readonly number[] {
  return [replies, calls, tokensIn, tokensOut, microYuan];
}

/** @param text what the field holds; null: there is none */
export function readRow(text: string | null | undefined): Amount {
  const numbers = (text ?? '').split(' ').map(Number);
  const [replies = 0, calls = 0, tokensIn = 0, tokensOut = 0, microYuan = 0] = numbers;
  return { ...nothingUsed, replies, calls, tokensIn, tokensOut, microYuan };
}

export function sumOf(amounts: readonly Amount[]): Amount {
  return amounts.reduce(
    (sum, amount) => ({
      replies: sum.replies + amount.replies,
      calls: sum.calls + amount.calls,
      tokensIn: sum.tokensIn + amount.tokensIn,
      tokensOut: sum.tokensOut + amount.tokensOut,
      microYuan: sum.microYuan + amount.microYuan,
      tokensUndivided: sum.tokensUndivided + amount.tokensUndivided,
    }),
    nothingUsed,
  );
}
