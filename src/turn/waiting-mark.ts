import type { Clock } from '../clock.ts';
import type { Turn } from '../conversation/ownership.ts';
import { Superseded } from '../errors.ts';
import { type LinkedAbort, linkedAbort } from '../linked-abort.ts';
import type { RunningTurn } from './running.ts';

/** A call that has not begun by then stands in line, whether or not its place is known yet. */
const lineMs = 100;

/**
 * The mark that a turn has in Redis while it only waits for the model: in line, or before it asks again. Nobody waits for
 * the mark: one that is lost costs a turn that is taken over one of its lives.
 */
export interface WaitingMark {
  /** The turn waits. */
  set(): void;
  /** It has entered the line, and may be served at once. */
  setSoon(): void;
  /** It waits no longer. */
  clear(): void;
}

export function waitingMark(
  turn: Pick<Turn, 'wait'>,
  { abort }: Pick<RunningTurn, 'abort'>,
  clock: Pick<Clock, 'sleep'>,
): WaitingMark {
  let isSet = false;
  let soon: LinkedAbort | undefined;

  function mark(waits: boolean) {
    soon?.end();
    if (waits === isSet) return;
    isSet = waits;
    turn.wait(waits).catch(error => {
      if (error instanceof Superseded) abort.abort(error);
    });
  }
  const set = () => mark(true);
  return {
    set,
    setSoon() {
      soon?.end();
      soon = linkedAbort(abort.signal);
      clock.sleep(lineMs, soon.signal).then(set, () => {});
    },
    clear: () => mark(false),
  };
}
