/** Who goes first: one whose turn shows text already, then who came first. */
export interface Line {
  /** When the message became the head of its conversation, Unix milliseconds. */
  readonly since: number;
  readonly seen: boolean;
}

export interface Slots {
  /**
   * A slot, once one is free. Rejects with the signal's reason.
   * @param onPlace hears the place in this line whenever it changes; 1 is the next to go
   * @returns gives the slot back; safe to call twice
   */
  take(line: Line, signal: AbortSignal, onPlace: (place: number) => void): Promise<() => void>;
}

/** At most `count` holders at once, in this process. */
export function openSlots(count: number): Slots {
  interface Waiter extends Line {
    readonly onPlace: (place: number) => void;
    readonly go: (release: () => void) => void;
  }
  let free = count;
  const waiting: Waiter[] = [];

  const serve = () => {
    while (free > 0) {
      const next = waiting.shift();
      if (!next) return;
      free -= 1;
      let held = true;
      next.go(() => {
        if (!held) return;
        held = false;
        free += 1;
        serve();
      });
    }
    for (const [index, waiter] of waiting.entries()) waiter.onPlace(index + 1);
  };

  return {
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
        const later = waiting.findIndex(other => goesBefore(waiter, other));
        waiting.splice(later === -1 ? waiting.length : later, 0, waiter);
        serve();
      }),
  };
}

function goesBefore(a: Line, b: Line): boolean {
  return a.seen === b.seen ? a.since < b.since : a.seen;
}
