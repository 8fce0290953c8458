/** Who goes first: one whose turn shows text already, then who came first. */
export interface Line {
  /** When the message became the head of its conversation, Unix milliseconds. */
  readonly since: number;
  readonly seen: boolean;
}

export interface Slots {
  /** A slot, where one is free. @returns gives it back; safe to call twice */
  takeFree(): (() => void) | undefined;
  /**
   * A slot, once one is free. Rejects with the signal's reason.
   * @param onPlace hears the place in this line at once, and once a second where it has changed; 1 is the next to go
   * @returns gives the slot back; safe to call twice
   */
  take(line: Line, signal: AbortSignal, onPlace: (place: number) => void): Promise<() => void>;
}

/** Telling a thousand who wait at each step would cost more than the steps. */
const tellEveryMs = 1000;

/** At most `count` holders at once, in this process. */
export function openSlots(count: number): Slots {
  interface Waiter extends Line {
    readonly onPlace: (place: number) => void;
    place?: number;
    readonly go: (release: () => void) => void;
  }
  let free = count;
  const waiting: Waiter[] = [];
  let telling = false;

  const tellPlace = (waiter: Waiter, place: number) => {
    if (waiter.place === place) return;
    waiter.place = place;
    waiter.onPlace(place);
  };
  const tellPlaces = () => {
    telling = false;
    for (const [index, waiter] of waiting.entries()) tellPlace(waiter, index + 1);
    tellSoon();
  };
  const tellSoon = () => {
    if (telling || waiting.length === 0) return;
    telling = true;
    setTimeout(tellPlaces, tellEveryMs).unref();
  };

  const occupy = () => {
    free -= 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      free += 1;
      serve();
    };
  };
  const serve = () => {
    while (free > 0) {
      const next = waiting.shift();
      if (!next) return;
      next.go(occupy());
    }
  };

  return {
    takeFree: () => (free > 0 ? occupy() : undefined),
    take: (line, signal, onPlace) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const leave = () => {
          waiting.splice(waiting.indexOf(waiter), 1);
          reject(signal.reason);
          serve();
        };
        const waiter: Waiter = {
          ...line,
          onPlace,
          go(release) {
            signal.removeEventListener('abort', leave);
            resolve(release);
          },
        };
        signal.addEventListener('abort', leave, { once: true });
        // From the back, where most belong.
        const index = waiting.findLastIndex(other => !goesBefore(waiter, other)) + 1;
        waiting.splice(index, 0, waiter);
        serve();
        if (!waiting.includes(waiter)) return;
        tellPlace(waiter, index + 1);
        tellSoon();
      }),
  };
}

function goesBefore(a: Line, b: Line): boolean {
  return a.seen === b.seen ? a.since < b.since : a.seen;
}
