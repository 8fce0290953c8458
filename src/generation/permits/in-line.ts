import { linkedAbort } from '../../linked-abort.ts';

/** Told while a reply waits for its model call; 1 is the next to go. */
export interface Waiting {
  readonly kind: 'waiting';
  readonly place: number;
}

/** Takes something that one may have to wait for. */
export type Take<T> = (signal: AbortSignal, onPlace: (place: number) => void) => Promise<T>;

/**
 * Yields the places while `take` waits, and returns what it took. When the reader leaves before, the wait is
 * aborted, and what was taken all the same is undone.
 */
export async function* inLine<T>(
  take: Take<T>,
  signal: AbortSignal,
  undo: (taken: T) => unknown,
): AsyncGenerator<Waiting, T> {
  const leaving = linkedAbort(signal);
  let place: number | undefined;
  let news = () => {};
  const taking = take(leaving.signal, latest => {
    place = latest;
    news();
  });
  const taken = taking.then(value => ({ value }));
  let handedOver = false;
  try {
    for (;;) {
      const changed = new Promise<undefined>(resolve => {
        news = () => resolve(undefined);
      });
      const outcome = await Promise.race([taken, place === undefined ? changed : undefined]);
      if (outcome) {
        handedOver = true;
        return outcome.value;
      }
      if (place === undefined) continue;
      const told: Waiting = { kind: 'waiting', place };
      place = undefined;
      yield told;
    }
  } finally {
    leaving.end();
    if (!handedOver) {
      taken.then(({ value }) => undo(value)).catch(() => {});
    }
  }
}
