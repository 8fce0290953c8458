/** An abort of one's own that another's carries along. */
export interface LinkedAbort {
  /** Aborted by `end`, or together with the other signal and with its reason. */
  readonly signal: AbortSignal;
  /** Aborts it, and lets the other signal go. Must be called: a long-lived signal would remember us for ever. */
  end(): void;
}

/** A reason for what ends by itself: nobody asks, and an error of its own for each would cost a stack each. */
export const over = new Error('It is over.');

/** What `AbortSignal.any` does, which costs 25 µs and weak references each time; a turn needs it several times. */
export function linkedAbort(other: AbortSignal): LinkedAbort {
  const own = new AbortController();
  const follow = () => own.abort(other.reason);
  if (other.aborted) follow();
  else other.addEventListener('abort', follow, { once: true });
  return {
    signal: own.signal,
    end() {
      other.removeEventListener('abort', follow);
      own.abort(over);
    },
  };
}
