import type { Turn } from '../conversation/ownership.ts';
import { Superseded } from '../errors.ts';

/**
 * Marks a turn in Redis while it only waits for the model: in line, or before it asks again. Nobody waits for the mark:
 * one that is lost costs a turn that is taken over one of its lives.
 * @param onSuperseded the turn is another's by now
 * @returns marks it, or takes the mark off
 */
export function waitingMark(
  turn: Pick<Turn, 'wait'>,
  onSuperseded: (error: Superseded) => void,
): (waits: boolean) => void {
  let isMarked = false;
  return waits => {
    if (waits === isMarked) return;
    isMarked = waits;
    turn.wait(waits).catch(error => {
      if (error instanceof Superseded) onSuperseded(error);
    });
  };
}
