/** An abort of one's own that those of others carry along. */
export interface LinkedAbort {
  /** Aborted by `end`, or together with the first of the other signals and with its reason. */
  readonly signal: AbortSignal;
  /** Aborts it, and lets the others go. Must be called: a long-lived signal would remember us for ever. */
  end(): void;
}

/** A reason for what ends by itself: nobody asks, and an error of its own for each would cost a stack each. */
export const over = new Error('It is over.');

/**
 * What `AbortSignal.any` does, which costs 25 µs and weak references each time; a turn needs it several times. Besides, Node 20
 * collects as garbage what only `any` knows: a time limit would never end.
 */
export function linkedAbort(...others: readonly AbortSignal[]): LinkedAbort {
  const own = new AbortController();
  const follow = () => own.abort(others.find(({ aborted }) => aborted)?.reason);
  if (others.some(({ aborted }) => aborted)) follow();
  else for (const other of others) other.addEventListener('abort', follow, { once: true });
  return {
    signal: own.signal,
    end() {
      for (const other of others) other.removeEventListener('abort', follow);
      own.abort(over);
    },
  };
}
